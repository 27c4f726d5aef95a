package ayatori.parquet;

import ayatori.export.table.Column;
import ayatori.export.table.Row;
import ayatori.export.table.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes a file of Parquet: row groups, which are all that is in memory, and the footer. */
final class ParquetWriter {
    /** A multiple of the rows after which the size is looked at. */
    private static final int ROWS_CHECKED = 64;

    private static final int PAGE_BYTES = 512 << 10;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Schema schema;
    private final int rowGroupBytes;
    private final MessageColumnIO columns;
    private final ParquetProperties properties = ParquetProperties.builder()
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES)
            .withDictionaryEncoding(true)
            .build();
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private Pages pages;
    private ColumnWriteStoreV1 store;
    private RecordConsumer record;
    private long rows;
    private long rowsInGroup;
    private long position;

    ParquetWriter(OutputStream out, Schema schema, int rowGroupBytes) throws IOException {
        this.out = out;
        this.schema = schema;
        this.rowGroupBytes = rowGroupBytes;
        this.columns = new ColumnIOFactory().getColumnIO(schema.message());
        this.pages = new Pages();
        this.store = new ColumnWriteStoreV1(schema.message(), pages, properties);
        this.record = columns.getRecordWriter(store);
        write(MAGIC);
    }

    void add(Row row) throws IOException {
        record.startMessage();
        for (int i = 0; i < schema.columns().size(); i++) {
            Object value = row.value(i);
            if (value != null) {
                Column column = schema.columns().get(i);
                record.startField(column.name(), i);
                if (column.type().isList()) {
                    addList((List<?>) value);
                } else {
                    addValue(value);
                }
                record.endField(column.name(), i);
            }
        }
        record.endMessage();
        rowsInGroup++;
        if (rowsInGroup % ROWS_CHECKED == 0 && store.getBufferedSize() + pages.bytes() > rowGroupBytes) {
            endRowGroup();
        }
    }

    private void addList(List<?> list) {
        record.startGroup();
        if (!list.isEmpty()) {
            record.startField(Schema.LIST, 0);
            for (Object element : list) {
                record.startGroup();
                record.startField(Schema.ELEMENT, 0);
                addValue(element);
                record.endField(Schema.ELEMENT, 0);
                record.endGroup();
            }
            record.endField(Schema.LIST, 0);
        }
        record.endGroup();
    }

    private void addValue(Object value) {
        switch (value) {
            case Long number -> record.addLong(number);
            case Double number -> record.addDouble(number);
            case Boolean flag -> record.addBoolean(flag);
            case Instant time -> record.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
            default ->
                record.addBinary(Binary.fromConstantByteArray(
                        String.valueOf(Values.text(value)).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void endRowGroup() throws IOException {
        if (rowsInGroup == 0) {
            return;
        }
        record.flush();
        store.flush();
        RowGroup rowGroup = pages.rowGroup(schema.message(), position, rowsInGroup);
        pages.writeTo(schema.message(), out);
        position += rowGroup.getTotal_compressed_size();
        rowGroups.add(rowGroup);
        rows += rowsInGroup;
        rowsInGroup = 0;
        store.close();
        pages = new Pages();
        store = new ColumnWriteStoreV1(schema.message(), pages, properties);
        record = columns.getRecordWriter(store);
    }

    /** Writes what is left and the footer. The stream stays open. */
    void finish() throws IOException {
        endRowGroup();
        store.close();
        var footer = new FileMetaData(1, schema.elements(), rows, rowGroups);
        footer.setCreated_by("Ayatori (parquet-column)");
        for (int i = 0; i < schema.message().getColumns().size(); i++) {
            footer.addToColumn_orders(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        }
        var bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        write(bytes.toByteArray());
        int length = bytes.size();
        write(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)});
        write(MAGIC);
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
