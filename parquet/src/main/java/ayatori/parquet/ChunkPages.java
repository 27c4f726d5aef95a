package ayatori.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The pages of one column in one row group, compressed, with their headers. */
final class ChunkPages implements PageWriter {
    private static final int ZSTD_LEVEL = 3;

    /** Longer texts are of no use as limits, and make the footer large. */
    private static final int STATISTICS_BYTES = 64;

    private final ColumnDescriptor column;
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    private @Nullable Statistics<?> statistics;
    private long values;
    private long uncompressed;

    ChunkPages(ColumnDescriptor column) {
        this.column = column;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> pageStatistics,
            @Nullable SizeStatistics sizes,
            @Nullable GeospatialStatistics geometries,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding encoding)
            throws IOException {
        add(bytes, valueCount, pageStatistics, repetitionLevels, definitionLevels, encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> pageStatistics,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding encoding)
            throws IOException {
        add(bytes, valueCount, pageStatistics, repetitionLevels, definitionLevels, encoding);
    }

    @Override
    @Deprecated // as in PageWriter
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> pageStatistics,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding encoding)
            throws IOException {
        add(bytes, valueCount, pageStatistics, repetitionLevels, definitionLevels, encoding);
    }

    private void add(
            BytesInput bytes,
            int valueCount,
            Statistics<?> pageStatistics,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding encoding)
            throws IOException {
        PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0)
                .setData_page_header(
                        new DataPageHeader(valueCount, of(encoding), of(definitionLevels), of(repetitionLevels)));
        write(bytes, header, pages);
        values += valueCount;
        Statistics<?> before = statistics;
        if (before == null) {
            statistics = pageStatistics.copy();
        } else {
            before.mergeStatistics(pageStatistics);
        }
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0)
                .setDictionary_page_header(new DictionaryPageHeader(page.getDictionarySize(), of(page.getEncoding())));
        write(page.getBytes(), header, dictionary);
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetitionLevels,
            BytesInput definitionLevels,
            org.apache.parquet.column.Encoding encoding,
            BytesInput data,
            Statistics<?> pageStatistics) {
        throw new UnsupportedOperationException("pages are of version 1");
    }

    private void write(BytesInput bytes, PageHeader header, ByteArrayOutputStream out) throws IOException {
        var gathered = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(gathered);
        byte[] plain = gathered.toByteArray();
        byte[] compressed = Zstd.compress(plain, ZSTD_LEVEL);
        header.setUncompressed_page_size(plain.length).setCompressed_page_size(compressed.length);
        int before = out.size();
        Util.writePageHeader(header, out);
        uncompressed += plain.length + out.size() - before;
        out.write(compressed);
    }

    /** Notes an encoding, under its name in the footer. */
    private Encoding of(org.apache.parquet.column.Encoding encoding) {
        Encoding named = Encoding.valueOf(encoding.name());
        encodings.add(named);
        return named;
    }

    /** The footer's description of the column, if it is written at a position of the file. */
    ColumnMetaData describe(long position) {
        var description = new ColumnMetaData(
                Schema.physical(column.getPrimitiveType().getPrimitiveTypeName()),
                List.copyOf(encodings),
                Arrays.asList(column.getPath()),
                CompressionCodec.ZSTD,
                values,
                uncompressed,
                dictionary.size() + (long) pages.size(),
                position + dictionary.size());
        if (dictionary.size() > 0) {
            description.setDictionary_page_offset(position);
        }
        Statistics<?> known = statistics;
        if (known != null) {
            description.setStatistics(of(known));
        }
        return description;
    }

    private static org.apache.parquet.format.Statistics of(Statistics<?> known) {
        var statistics = new org.apache.parquet.format.Statistics();
        if (known.isNumNullsSet()) {
            statistics.setNull_count(known.getNumNulls());
        }
        if (known.hasNonNullValue() && known.isSmallerThan(STATISTICS_BYTES)) {
            statistics.setMin_value(known.getMinBytes()).setMax_value(known.getMaxBytes());
        }
        return statistics;
    }

    void writeTo(OutputStream out) throws IOException {
        dictionary.writeTo(out);
        pages.writeTo(out);
    }

    @Override
    public long getMemSize() {
        return dictionary.size() + (long) pages.size();
    }

    @Override
    public long allocatedSize() {
        return getMemSize();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + getMemSize() + " bytes";
    }
}
