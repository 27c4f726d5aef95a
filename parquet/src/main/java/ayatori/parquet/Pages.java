package ayatori.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.schema.MessageType;

/** The compressed pages of one row group, by column. */
final class Pages implements PageWriteStore {
    private final Map<ColumnDescriptor, ChunkPages> chunks = new HashMap<>();

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return chunks.computeIfAbsent(column, ChunkPages::new);
    }

    /** How many bytes the pages take. */
    long bytes() {
        return chunks.values().stream().mapToLong(ChunkPages::getMemSize).sum();
    }

    /** The footer's description of the row group, if it is written at a position of the file. */
    RowGroup rowGroup(MessageType schema, long position, long rows) {
        List<ColumnChunk> columns = new ArrayList<>();
        long at = position;
        long uncompressed = 0;
        for (ColumnDescriptor column : schema.getColumns()) {
            ColumnMetaData chunk = chunk(column).describe(at);
            columns.add(new ColumnChunk(0).setMeta_data(chunk));
            at += chunk.getTotal_compressed_size();
            uncompressed += chunk.getTotal_uncompressed_size();
        }
        return new RowGroup(columns, uncompressed, rows)
                .setFile_offset(position)
                .setTotal_compressed_size(at - position);
    }

    void writeTo(MessageType schema, OutputStream out) throws IOException {
        for (ColumnDescriptor column : schema.getColumns()) {
            chunk(column).writeTo(out);
        }
    }

    private ChunkPages chunk(ColumnDescriptor column) {
        return Objects.requireNonNull(chunks.get(column));
    }
}
