package ayatori.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportRequest;
import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Judged by DuckDB, which reads all that is written here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParquetFormatTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456Z");

    @TempDir
    Path temporary;

    private @SuppressWarnings("NullAway.Init") Connection duckDb;

    @BeforeAll
    void open() throws SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterAll
    void close() throws SQLException {
        duckDb.close();
    }

    private List<String> query(String sql, Path file) throws SQLException {
        try (Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("FILE", "'" + file + "'"))) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getObject(i)));
                }
                found.add(String.join("|", values));
            }
            return found;
        }
    }

    private Path written(Table table) throws Exception {
        Path file = temporary.resolve(System.identityHashCode(table) + ".parquet");
        new ParquetFormat().write(file, List.of(table));
        return file;
    }

    private static Table table(List<Column> columns, List<List<Object>> rows, Object missing) {
        return new Table(
                "t",
                columns,
                () -> rows.stream().map(row -> (Row) column -> {
                    Object value = row.get(column);
                    return value == missing ? null : value;
                }));
    }

    @Test
    void everyTypeComesBack() throws Exception {
        Object none = new Object();
        Path file = written(table(
                List.of(
                        new Column("error.kind", ColumnType.TEXT),
                        new Column("status", ColumnType.INTEGER),
                        new Column("price", ColumnType.REAL),
                        new Column("sitemap", ColumnType.BOOLEAN),
                        new Column("at", ColumnType.TIME),
                        new Column("links", ColumnType.TEXTS),
                        new Column("nofollow", ColumnType.INTEGERS),
                        new Column("data", ColumnType.JSON)),
                List.of(
                        List.of("timeout", 404L, 9.5, true, NOON, List.of("a", "b"), List.of(1L, 2L), List.of(1L)),
                        List.of(none, none, none, none, none, none, none, none),
                        List.of("", Long.MIN_VALUE, -0.5, false, Instant.EPOCH, List.of(), List.of(), "x")),
                none));
        assertThat(query("SELECT \"error.kind\", status, price, sitemap, links, nofollow, data FROM FILE", file))
                .containsExactly(
                        "timeout|404|9.5|true|[a, b]|[1, 2]|[1]",
                        "null|null|null|null|null|null|null",
                        "|-9223372036854775808|-0.5|false|[]|[]|x");
        assertThat(query("SELECT epoch_us(\"at\"), typeof(\"at\") FROM FILE WHERE status = 404", file))
                .containsExactly(NOON.getEpochSecond() * 1_000_000 + 123_456 + "|TIMESTAMP WITH TIME ZONE");
        assertThat(query("SELECT typeof(links), typeof(nofollow) FROM FILE LIMIT 1", file))
                .containsExactly("VARCHAR[]|BIGINT[]");
        assertThat(query("SELECT DISTINCT compression FROM parquet_metadata(FILE)", file))
                .containsExactly("ZSTD");
        assertThat(query(
                        "SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata(FILE)"
                                + " WHERE path_in_schema = 'status'",
                        file))
                .containsExactly("-9223372036854775808|404|1");
    }

    @Test
    void anEmptyTableHasItsColumns() throws Exception {
        Path file = written(table(List.of(new Column("url", ColumnType.TEXT)), List.of(), new Object()));
        assertThat(query("SELECT count(*), count(url) FROM FILE", file)).containsExactly("0|0");
    }

    /** A row group is all that is in memory, so no file is too large. */
    @Test
    void manyPagesWithLinksAreWrittenInRowGroups() throws Exception {
        int pages = 20_000;
        Table table = new Table(
                "pages",
                List.of(new Column("url", ColumnType.TEXT), new Column("links", ColumnType.TEXTS)),
                () -> IntStream.range(0, pages).mapToObj(page -> (Row) column -> column == 0
                        ? "https://example.org/" + page
                        : IntStream.range(0, 60)
                                .mapToObj(link -> "https://example.org/a/rather/long/path/" + page + "/" + link * page)
                                .toList()));
        Path file = temporary.resolve("many.parquet");
        new ParquetFormat(1 << 20).write(file, List.of(table));
        assertThat(query("SELECT count(*), sum(len(links)), count(DISTINCT url) FROM FILE", file))
                .containsExactly(pages + "|" + 60 * pages + "|" + pages);
        assertThat(query("SELECT links[3] FROM FILE WHERE url = 'https://example.org/19999'", file))
                .containsExactly("https://example.org/a/rather/long/path/19999/39998");
        assertThat(query(
                        "SELECT max(row_group_id) > 2, max(total_compressed_size) < 1200000 FROM parquet_metadata(FILE)",
                        file))
                .containsExactly("true|true");
    }

    @Test
    void repeatedTextsAreInADictionary() throws Exception {
        Table table = new Table(
                "pages",
                List.of(new Column("contentType", ColumnType.TEXT)),
                () -> IntStream.range(0, 100_000).mapToObj(page -> (Row) _ -> "text/html; charset=" + page % 3));
        Path file = written(table);
        assertThat(query("SELECT encodings LIKE '%DICTIONARY%', count(*) FROM parquet_metadata(FILE) GROUP BY 1", file))
                .containsExactly("true|1");
        assertThat(Files.size(file)).isLessThan(5_000);
        assertThat(query("SELECT contentType, count(*) FROM FILE GROUP BY 1 ORDER BY 1", file))
                .containsExactly(
                        "text/html; charset=0|33334", "text/html; charset=1|33333", "text/html; charset=2|33333");
    }

    @Test
    void anyTextComesBack() throws Exception {
        List<String> texts = new ArrayList<>(List.of("", "\0", "a\0b", "\uD800", "x\uDC00y", "\uD83D\uDE00", "\r\n"));
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
            }
            texts.add(text.toString());
        }
        Path file = written(new Table(
                "t",
                List.of(new Column("t", ColumnType.TEXT)),
                () -> texts.stream().map(text -> (Row) _ -> text)));
        assertThat(query("SELECT hex(t) FROM FILE", file))
                .isEqualTo(texts.stream()
                        .map(Values::wellFormed)
                        .map(text -> HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    @Test
    void aCrawlIsReadByDuckDbAsCsvAndAsParquet() throws Exception {
        Path folder = temporary.resolve("crawl");
        CrawlFolder.create(
                        folder,
                        Manifest.of(CrawlOptions.from("https://a.example/").build(), Instant.EPOCH))
                .close();
        var pages = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            pages.append(
                    "{\"url\":\"https://a.example/" + i + "\",\"status\":" + (i % 7 == 0 ? 404 : 200)
                            + ",\"title\":\"=\\\"" + i + "\\\", ü\\n\",\"depth\":1,\"bytes\":" + i
                            + ",\"elapsedMs\":12,\"fetchedAt\":\"2026-01-02T03:04:05.678Z\",\"attempts\":1,\"links\":[\"https://b.example/\"]}\n");
        }
        Files.writeString(folder.resolve(CrawlFolder.PAGES), pages);
        Path parquet = temporary.resolve("pages.parquet");
        Path csv = temporary.resolve("pages.csv");
        Export.run(ExportRequest.of(folder, "parquet", parquet));
        Export.run(ExportRequest.of(folder, "csv", csv));
        String sums =
                "SELECT count(*), sum(status), sum(bytes), count(title), min(fetchedAt) = max(fetchedAt) FROM FILE";
        assertThat(query(sums, parquet)).containsExactly("1000|" + (143 * 404 + 857 * 200) + "|499500|1000|true");
        assertThat(query(sums, csv)).isEqualTo(query(sums, parquet));
        assertThat(query("SELECT title FROM FILE WHERE bytes = 5", parquet)).containsExactly("=\"5\", ü\n");
        assertThat(query("SELECT title FROM FILE WHERE bytes = 5", csv)).containsExactly("'=\"5\", ü\n");
        assertThat(query("SELECT sum(len(links)) FROM FILE", parquet)).containsExactly("1000");
    }
}
