package ayatori.export.where;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.ExportException;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class ConditionParserTest {
    private static final Table TABLE = new Table(
            "pages",
            List.of(
                    new Column("url", ColumnType.TEXT),
                    new Column("status", ColumnType.INTEGER),
                    new Column("price", ColumnType.REAL),
                    new Column("contentType", ColumnType.TEXT),
                    new Column("canonical", ColumnType.TEXT),
                    new Column("fetchedAt", ColumnType.TIME),
                    new Column("sitemap", ColumnType.BOOLEAN),
                    new Column("links", ColumnType.TEXTS),
                    new Column("nofollow", ColumnType.INTEGERS),
                    new Column("data", ColumnType.JSON),
                    new Column("error.kind", ColumnType.TEXT),
                    new Column("elapsedMs", ColumnType.INTEGER),
                    new Column("bytes", ColumnType.INTEGER),
                    new Column("in", ColumnType.TEXT)),
            Stream::empty);

    private static final @Nullable Object[] ROW = {
        "https://example.org/a",
        404L,
        9.5,
        "text/html; charset=utf-8",
        null,
        Instant.parse("2026-06-01T12:00:00Z"),
        true,
        List.of("https://example.org/b", "https://other.example/"),
        List.of(1L),
        JsonMapper.shared().readTree("{\"sku\":\"K7\",\"n\":3,\"deep\":{\"x\":true}}"),
        null,
        1_500L,
        2_048L,
        "it's \"so\""
    };

    private static final Row AS_ROW = column -> ROW[column];

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status >= 400",
                "status = 404.0",
                "status==404 and not status<>404",
                "status = 1 OR status IN (200, 404)",
                "price < 10 AND price > 9",
                "contentType contains \"html\"",
                "contentType starts with 'text/' and contentType ends with \"utf-8\"",
                "contentType not contains \"pdf\"",
                "url matches \"^https://[a-z.]+/a$\"",
                "url matches '(?i)EXAMPLE'",
                "canonical is missing and error.kind is missing",
                "url is not missing",
                "not canonical = url",
                "sitemap",
                "sitemap = true and not sitemap = false",
                "fetchedAt >= 2026-06-01 and fetchedAt < 2026-06-02",
                "fetchedAt = 2026-06-01T12:00:00Z",
                "fetchedAt = 2026-06-01T14:00:00+02:00",
                "fetchedAt > \"2026-05-31\"",
                "links contains \"other\"",
                "links = \"https://example.org/b\"",
                "nofollow = 1",
                "data.sku = \"K7\" and data.n >= 3 and data.deep.x = true",
                "data contains \"K7\"",
                "data.none is missing",
                "elapsedMs > 1s and elapsedMs <= 1500ms",
                "bytes = 2KiB",
                "`in` contains \"\"\"so\"\"\"",
                "`in` = 'it''s \"so\"'",
                "status = 1 or status = 2 or (status = 404 and (price = 9.5))",
                "status = 404 or status = 1 and price = 0",
                "url != canonical or status = 404",
                "status not in (1, 2)",
                "status>-1"
            })
    void matches(String condition) throws Exception {
        assertThat(ConditionParser.parse(condition, TABLE).test(AS_ROW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status < 400",
                "canonical = \"x\"",
                "canonical != \"x\"",
                "canonical contains \"x\"",
                "canonical in (\"x\")",
                "canonical != url",
                "(status = 404 or status = 1) and price = 0",
                "data.sku = 7",
                "links contains \"nowhere\"",
                "contentType contains \"HTML\""
            })
    void doesNotMatch(String condition) throws Exception {
        assertThat(ConditionParser.parse(condition, TABLE).test(AS_ROW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            staus >= 400             | 1  | the table pages has no column "staus"; did you mean "status"?
            status => 400            | 9  | a value is expected here, not ">"
            status contain "x"       | 8  | "contain" is no comparison; did you mean "contains"?
            status = "404"           | 10 | "status" is a number: write for example status = 404
            url = 404                | 7  | "url" is text: write for example url = "404"
            url contains html        | 14 | a text in quotes is expected here, as in: url contains "a"
            url = example            | 7  | there is no column "example"; put a text in quotes: "example"
            url = canonicl           | 7  | the table pages has no column "canonicl"; did you mean "canonical"?
            status = 404 adn price=1 | 14 | "and" or "or" is missing before "adn", or did you mean "and"?
            (status = 404            | 1  | the bracket that opens here is not closed
            status = 404)            | 13 | there is no bracket that this one closes
            url = "abc               | 7  | the quote that opens here is not closed
            status =                 | 9  | a value is expected here, not the end
            status                   | 7  | a comparison is missing after "status"; there are =,
            url matches "("          | 13 | this is no regular expression (RE2): missing closing )
            status contains "4"      | 8  | "status" is a number, not text
            url is mising            | 8  | "missing" is expected here, as in: url is missing
            url starts "a"           | 12 | "with" is missing after "starts"
            status in 404            | 11 | a bracket is expected here, as in: status in (301, 302)
            status in (404           | 15 | a comma or a closing bracket is expected here, before the end
            fetchedAt > 2026-13-01   | 13 | "2026-13-01" is no number, date, duration or size; put a text in quotes
            fetchedAt > 5            | 13 | "fetchedAt" is a time: write for example fetchedAt = 2026-01-31
            url = status             | 7  | "url" is text, and "status" is a number
            status = 404 & url       | 14 | "&" has no meaning here
            and                      | 1  | the table pages has no column "and"
            """)
    void errorsPointAtTheirPlace(String condition, int character, String what) {
        assertThatThrownBy(() -> ConditionParser.parse(condition, TABLE))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith(
                        "The condition " + condition + " is wrong at character " + character + ": " + what);
    }

    @Test
    void anyTextGivesAConditionOrASentence() {
        List<String> pieces = new ArrayList<>(List.of(
                "status",
                "url",
                "and",
                "or",
                "not",
                "(",
                ")",
                "=",
                ">=",
                "\"x\"",
                "'",
                "404",
                "in",
                ",",
                "is",
                "missing",
                "contains",
                "starts",
                "with",
                "matches",
                "`",
                "data.x",
                "2026-01-01",
                "\uD800",
                "\0",
                "-",
                "links"));
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var condition = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                condition.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            try {
                var _ = ConditionParser.parse(condition.toString(), TABLE).test(AS_ROW);
            } catch (ExportException e) {
                assertThat(e.getMessage()).as("seed " + seed).contains(" is wrong at character ");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + condition, e);
            }
        }
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> ConditionParser.parse("(".repeat(100_000), TABLE))
                .hasMessageContaining("nested more than 200 deep");
    }
}
