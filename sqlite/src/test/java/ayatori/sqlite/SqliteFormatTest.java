package ayatori.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportReport;
import ayatori.export.ExportRequest;
import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFormatTest {
    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void createFolder() throws Exception {
        folder = temporary.resolve("crawl");
        out = temporary.resolve("a ?crawl%.sqlite");
        CrawlFolder.create(
                        folder,
                        Manifest.of(
                                CrawlOptions.from("https://a.example/").build(), Instant.parse("2026-01-01T00:00:00Z")))
                .close();
        Files.writeString(
                folder.resolve(CrawlFolder.PAGES),
                page("/", 200, """
                        "title":"The jar museum","digest":"d1","links":["https://a.example/gone","https://a.example/r1",\
                        "https://b.example/"],"nofollow":[1],"fields":{"price":9.5,"Title":"x","any":"01"}""")
                        + page("/copy", 200, "\"title\":\"A copy\",\"digest\":\"d1\",\"fields\":{\"any\":[1]}")
                        + page("/gone", 404, "\"referrer\":\"https://a.example/\"")
                        + page("/dead", 0, "\"error\":{\"kind\":\"timeout\",\"message\":\"No answer.\"}")
                        + page("/r1", 301, "\"redirectTo\":\"https://a.example/r2\"")
                        + page("/r2", 302, "\"redirectTo\":\"https://a.example/gone\""));
        Files.writeString(
                folder.resolve(CrawlFolder.SKIPPED), "{\"url\":\"https://b.example/\",\"reason\":\"scope\"}\n");
        Files.writeString(
                folder.resolve(CrawlFolder.ITEMS),
                item("product", "{\"name\":\"Jar\",\"price\":1}")
                        + item("Search", "{\"q\":1}")
                        + item("sqlite_master", "{\"q\":2}"));
    }

    private static String page(String path, int status, String further) {
        return "{\"url\":\"https://a.example" + path + "\",\"status\":" + status + ",\"depth\":0,\"bytes\":10,"
                + "\"elapsedMs\":12,\"fetchedAt\":\"2026-01-02T03:04:05.678Z\",\"attempts\":1," + further + "}\n";
    }

    private static String item(String name, String fields) {
        return "{\"url\":\"https://a.example/\",\"name\":\"" + name + "\",\"fields\":" + fields + "}\n";
    }

    private List<String> query(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + out.toUri());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getObject(i)));
                }
                found.add(String.join("|", values).replace("https://a.example", ""));
            }
            return found;
        }
    }

    private ExportReport export() throws Exception {
        return Export.run(ExportRequest.of(folder, "sqlite", out));
    }

    @Test
    void aDatabaseHasAllTables() throws Exception {
        assertThat(export().rows())
                .containsExactly(
                        Map.entry("pages", 6L),
                        Map.entry("links", 3L),
                        Map.entry("skipped", 1L),
                        Map.entry("product", 1L),
                        Map.entry("Search", 1L),
                        Map.entry("sqlite_master", 1L));
        assertThat(query("SELECT url, status, title, price, Title_2, any, typeof(any), fetchedAt FROM pages LIMIT 1"))
                .containsExactly("/|200|The jar museum|9.5|x|01|text|2026-01-02T03:04:05.678Z");
        assertThat(query("SELECT \"from\", \"to\", position, nofollow FROM links WHERE nofollow"))
                .containsExactly("/|/r1|1|1");
        assertThat(query("SELECT name, price FROM product")).containsExactly("Jar|1");
        assertThat(query("SELECT q FROM Search_2")).containsExactly("1");
        assertThat(query("SELECT q FROM _sqlite_master")).containsExactly("2");
        assertThat(query("SELECT \"error.kind\" FROM pages WHERE status = 0")).containsExactly("timeout");
        assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void viewsAnswerTheUsualQuestions() throws Exception {
        export();
        assertThat(query("SELECT \"from\", \"to\", status FROM broken_links")).containsExactly("/|/gone|404");
        assertThat(query("SELECT * FROM redirects ORDER BY url"))
                .containsExactly("/r1|301|/r2|302", "/r2|302|/gone|404");
        assertThat(query("SELECT url, \"to\", hops, status FROM redirect_chains ORDER BY url"))
                .containsExactly("/r1|/gone|2|404", "/r2|/gone|1|404");
        assertThat(query("SELECT * FROM duplicates")).containsExactly("d1|2|/", "d1|2|/copy");
        assertThat(query("SELECT host, pages, bytes, errors FROM hosts")).containsExactly("a.example|6|60|2");
        assertThat(query("SELECT * FROM errors")).containsExactly("status 404|1|/gone", "timeout|1|/dead");
        assertThat(query("SELECT count(*) FROM slowest")).containsExactly("6");
    }

    @Test
    void titlesAreFoundByFullTextSearch() throws Exception {
        export();
        assertThat(query("SELECT url FROM search WHERE search MATCH 'museum'")).containsExactly("/");
        assertThat(query("SELECT url FROM search WHERE title MATCH 'cop*'")).containsExactly("/copy");
    }

    @Test
    void viewsUseTheIndexes() throws Exception {
        export();
        assertThat(String.join("\n", query("EXPLAIN QUERY PLAN SELECT * FROM broken_links")))
                .contains("USING INDEX");
    }

    @Test
    void chosenColumnsAndRowsMakeASmallerDatabase() throws Exception {
        Export.run(ExportRequest.of(folder, "sqlite", out)
                .ofTable("pages")
                .withColumns("url", "title")
                .where("status = 200"));
        assertThat(query("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'search%'"))
                .containsExactly("pages");
        assertThat(query("SELECT count(*) FROM pages")).containsExactly("2");
    }

    @Test
    void aPathThatCannotBeWrittenGetsASentence() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> Export.run(ExportRequest.of(folder, "sqlite", file.resolve("x.sqlite"))))
                .hasMessageEndingWith("x.sqlite cannot be written: there is a file of that name.");
    }

    /** Any text comes back, read by SQLite's own library in another program. */
    @Test
    void anyTextComesBackFromPython() throws Exception {
        List<String> texts = texts();
        Table table = new Table(
                "pages",
                List.of(new Column("url", ColumnType.TEXT), new Column("t\0\"x", ColumnType.TEXT)),
                () -> java.util.stream.IntStream.range(0, texts.size())
                        .mapToObj(i -> (Row) column -> column == 0 ? (Object) ("u" + i) : texts.get(i)));
        new SqliteFormat().write(out, List.of(table));
        String read = python("""
                import sqlite3, sys
                rows = sqlite3.connect(sys.argv[1]).execute('select * from pages')
                print([row[1] for row in rows] == eval(open(sys.argv[2]).read()))
                """, literals(texts));
        assertThat(read).isEqualTo("True\n");
        assertThat(query("SELECT hex(\"t\uFFFD\"\"x\") FROM pages"))
                .isEqualTo(texts.stream()
                        .map(Values::wellFormed)
                        .map(text -> java.util.HexFormat.of()
                                .withUpperCase()
                                .formatHex(text.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    @Test
    void pythonReadsTheSameRowsAndSums() throws Exception {
        export();
        assertThat(python("""
                import sqlite3, sys
                db = sqlite3.connect(sys.argv[1])
                print(db.execute('select count(*), sum(status), sum(bytes) from pages').fetchone())
                print(db.execute('select count(*) from broken_links').fetchone())
                """, "")).isEqualTo("(6, 1407, 60)\n(1,)\n");
    }

    private static List<String> texts() {
        List<String> texts =
                new ArrayList<>(List.of("", "\0", "a\0b", "\uD800", "x\uDC00y", "\uD83D\uDE00", "'\"", "\r\n", "=1"));
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** The texts as a list in Python. */
    private static String literals(List<String> texts) {
        var list = new StringBuilder("[");
        for (String text : texts) {
            list.append('"');
            Values.wellFormed(text).codePoints().forEach(c -> list.append("\\U%08x".formatted(c)));
            list.append("\",");
        }
        return list.append(']').toString();
    }

    private String python(String program, @Nullable String data) throws Exception {
        Path script = Files.writeString(temporary.resolve("read.py"), program);
        Path file = Files.writeString(temporary.resolve("data"), String.valueOf(data));
        Process process;
        try {
            process = new ProcessBuilder("python3", script.toString(), out.toString(), file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeThat(true).as("there is no python3 here").isFalse();
            throw e;
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
