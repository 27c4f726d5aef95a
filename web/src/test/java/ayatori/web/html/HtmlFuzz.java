package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** The bytes around a page in its array do not change what is read. */
public final class HtmlFuzz {
    private static final int PADDING = 128;

    private HtmlFuzz() {}

    /** Reads {@code page} as HTML. */
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
