package ayatori.web.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An encoding of the <a href="https://encoding.spec.whatwg.org/#names-and-labels">Encoding Standard</a>.
 *
 * @param name its name there, such as {@code UTF-8} or {@code Shift_JIS}
 * @param charset decodes it. It need not be Java's charset of the same name: pages that say Shift_JIS are read as
 *     windows-31j, pages that say ISO-8859-1 are in the encoding windows-1252 altogether.
 */
public record Encoding(String name, Charset charset) {
    /** UTF-8. */
    public static final Encoding UTF_8 = new Encoding("UTF-8", StandardCharsets.UTF_8);

    /** What is left when nothing else fits. */
    public static final Encoding WINDOWS_1252 = new Encoding("windows-1252", Charset.forName("windows-1252"));

    /** UTF-16, the less significant byte first. */
    public static final Encoding UTF_16LE = new Encoding("UTF-16LE", StandardCharsets.UTF_16LE);

    /** UTF-16, the more significant byte first. */
    public static final Encoding UTF_16BE = new Encoding("UTF-16BE", StandardCharsets.UTF_16BE);

    /** The encoding that {@code label} names, in any letter case and with whitespace around it, or null. */
    public static @Nullable Encoding forLabel(String label) {
        return EncodingLabels.get(label);
    }

    /** Whether bytes in this encoding need no transcoding. */
    public boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** This encoding, or the one that a {@code meta} or an XML declaration that names this one can only have meant. */
    Encoding asDeclaredInPage() {
        // Whoever can read the declaration byte by byte is not reading UTF-16.
        if (charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE)) {
            return UTF_8;
        }
        return name.equals("x-user-defined") ? WINDOWS_1252 : this;
    }
}
