package ayatori.web.sitemap;

import ayatori.web.charset.CharsetSniffer;
import ayatori.web.charset.Encoding;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of a sitemap: UTF-16 if it begins like that, else decoded by its XML declaration, else as UTF-8. */
final class SitemapText {
    private static final int DECLARATION_BYTES_MAX = 512;
    private static final Pattern DECLARED_ENCODING =
            Pattern.compile("\\s*+<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");

    private SitemapText() {}

    /** A reader that replaces bytes which are malformed in the sitemap's encoding. */
    static BufferedReader of(InputStream bytes) throws IOException {
        var in = new BufferedInputStream(bytes);
        in.mark(DECLARATION_BYTES_MAX);
        byte[] start = in.readNBytes(DECLARATION_BYTES_MAX);
        in.reset();
        Encoding utf16 = CharsetSniffer.utf16(start);
        if (utf16 != null) {
            in.skipNBytes(startsWith(start, 0xFE, 0xFF) || startsWith(start, 0xFF, 0xFE) ? 2 : 0);
            return reader(in, utf16.charset());
        }
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            in.skipNBytes(3);
            return reader(in, StandardCharsets.UTF_8);
        }
        return reader(in, declared(start));
    }

    private static BufferedReader reader(InputStream in, Charset charset) {
        return new BufferedReader(new InputStreamReader(in, charset));
    }

    private static Charset declared(byte[] start) {
        Matcher declaration = DECLARED_ENCODING.matcher(new String(start, StandardCharsets.ISO_8859_1));
        Encoding encoding = declaration.lookingAt() ? Encoding.forLabel(declaration.group(1)) : null;
        // A declaration of UTF-16 that is legible as ASCII is wrong.
        return encoding == null || encoding == Encoding.UTF_16LE || encoding == Encoding.UTF_16BE
                ? StandardCharsets.UTF_8
                : encoding.charset();
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
