package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** A page says the same whatever surrounds it in its array. */
public final class HtmlFuzz {
    private static final int PADDING = 128;

    private HtmlFuzz() {}

    /** Reads {@code page} as a web page. */
    public static void fuzzerTestOneInput(byte[] page) {
        byte[] padded = new byte[page.length + 2 * PADDING];
        Arrays.fill(padded, (byte) '<');
        System.arraycopy(page, 0, padded, PADDING, page.length);
        PageScanner alone = new PageScanner();
        alone.scan(page, 0, page.length);
        PageScanner surrounded = new PageScanner();
        surrounded.scan(padded, PADDING, page.length);
        assertThat(MutatedPagesTest.facts(surrounded)).isEqualTo(MutatedPagesTest.facts(alone));
    }
}
