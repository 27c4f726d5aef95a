package ayatori.web.charset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Checks that a page of any declared encoding decodes to well-formed UTF-8 of at most three times its length. */
public final class CharsetFuzz {
    /** One byte becomes at most one character of three bytes. */
    private static final int GROWTH_MAX = 3;

    private CharsetFuzz() {}

    /** Sniffs and decodes {@code page}, whose first line is also its Content-Type. */
    public static void fuzzerTestOneInput(byte[] page) {
        String text = new String(page, StandardCharsets.ISO_8859_1);
        String contentType = text.lines().findFirst().orElse(null);
        Encoding encoding =
                CharsetSniffer.sniff(page, 0, page.length, contentType).encoding();
        byte[] utf8 = CharsetSniffer.toUtf8(page, 0, page.length, encoding.charset());
        assertThat(utf8.length).isLessThanOrEqualTo(GROWTH_MAX * page.length + GROWTH_MAX);
        assertThat(encoding.equals(Encoding.UTF_8) || Utf8.isValid(utf8, 0, utf8.length))
                .as(encoding.name())
                .isTrue();
    }
}
