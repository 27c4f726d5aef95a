package ayatori.web.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MimeTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html|text/html",
                "TEXT/HTML; charset=utf-8|text/html",
                "text/html, charset=utf-8|text/html",
                "text/html,charset=utf-8|text/html",
                "charset=utf-8, text/html|text/html",
                "text/html;|text/html",
                "text/html;;;|text/html",
                "text/html ; charset|text/html",
                "text/html; charset=\"a,b\"|text/html",
                "text/html; charset=\"a\\\", text/plain|text/html",
                "text/plain, text/html|text/html",
                "text/html, */*|text/html",
                "text/html, text/html; charset=x|text/html",
                "application/xhtml+xml; profile=\"x\"|application/xhtml+xml",
            })
    void extractsTheTypeOfAHeader(String header, String essence) {
        MimeType type = Objects.requireNonNull(MimeType.ofContentType(header));
        assertThat(type.essence()).isEqualTo(essence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "text",
                "html",
                "text/",
                "/html",
                "text/html charset=utf-8",
                "text/ht ml",
                "text /html",
                "charset=utf-8",
                "; charset=utf-8",
                "*/*",
                "unknown/unknown",
                "application/unknown",
                "text/html\u00e9",
                "text:html",
            })
    void findsNoTypeInAHeaderThatHasNone(String header) {
        assertThat(essence(MimeType.ofContentType(header))).isNull();
    }

    @Test
    void findsNoTypeWithoutAHeaderOrInAnEndlessOne() {
        assertThat(essence(MimeType.ofContentType(null))).isNull();
        assertThat(essence(MimeType.ofContentType("text/html;" + "x".repeat(10_000))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/xml", "application/xml", "application/xhtml+xml", "image/svg+xml", "application/rss+xml"})
    void knowsXml(String type) {
        assertThat(MimeType.parse(type)).isNotNull().matches(MimeType::isXml);
        assertThat(MimeType.parse("text/html")).isNotNull().matches(html -> !html.isXml());
        assertThat(MimeType.parse("image/xml")).isNotNull().matches(other -> !other.isXml());
    }

    private static @Nullable String essence(@Nullable MimeType type) {
        return type == null ? null : type.essence();
    }
}
