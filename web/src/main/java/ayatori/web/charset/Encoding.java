package ayatori.web.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An encoding of the <a href="https://encoding.spec.whatwg.org/#names-and-labels">Encoding Standard</a>.
 *
 * @param name its name there, such as {@code UTF-8} or {@code Shift_JIS}
 * @param charset decodes and encodes as the standard says. It has the standard's name and is therefore equal to Java's charset
 *     of that name, which decodes differently: Java's Shift_JIS lacks characters that pages use. Only for UTF-8 it is Java's,
 *     which differs in encoded surrogates alone; {@link #toUtf8} does not.
 */
public record Encoding(String name, Charset charset) {
    /** UTF-8. */
    public static final Encoding UTF_8 = new Encoding("UTF-8", StandardCharsets.UTF_8);

    /** The default of the web where nothing is declared. */
    public static final Encoding WINDOWS_1252 = new Encoding("windows-1252", new WebCharset("windows-1252"));

    /** UTF-16, the less significant byte first. */
    public static final Encoding UTF_16LE = new Encoding("UTF-16LE", new WebCharset("UTF-16LE"));

    /** UTF-16, the more significant byte first. */
    public static final Encoding UTF_16BE = new Encoding("UTF-16BE", new WebCharset("UTF-16BE"));

    /** The encoding that {@code label} names, in any letter case and with whitespace around it, or null. */
    public static @Nullable Encoding forLabel(String label) {
        return EncodingLabels.get(label);
    }

    /**
     * The encoding that a charset stands for: an {@link #charset} of this class, or Java's charset by one of its names. Null
     * if the standard does not have it.
     */
    public static @Nullable Encoding of(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return UTF_8;
        }
        Encoding encoding = forLabel(charset.name().toLowerCase(Locale.ROOT));
        if (encoding == null) {
            for (String alias : charset.aliases()) {
                encoding = encoding == null ? forLabel(alias) : encoding;
            }
        }
        return encoding;
    }

    /** The encoding of that name, with the one object of those that have a constant. */
    static Encoding named(String name) {
        return switch (name) {
            case "UTF-8" -> UTF_8;
            case "windows-1252" -> WINDOWS_1252;
            case "UTF-16LE" -> UTF_16LE;
            case "UTF-16BE" -> UTF_16BE;
            default -> new Encoding(name, new WebCharset(name));
        };
    }

    /** Whether bytes in this encoding need no transcoding. */
    public boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /**
     * Decodes {@code bytes[offset..offset + length)} to UTF-8 in a new array, as the standard's <a
     * href="https://encoding.spec.whatwg.org/#decode">decode</a> without looking for a byte order mark does: every error
     * becomes U+FFFD, so that the result is well-formed.
     *
     * @throws IndexOutOfBoundsException if that is not a range of {@code bytes}
     */
    public byte[] toUtf8(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        ByteDecoder decoder = charset instanceof WebCharset web ? web.newByteDecoder() : new Utf8Decoder();
        return decoder.toUtf8(bytes, offset, offset + length);
    }

    /**
     * The encoding to write in for a page that is in this one: the standard's <a
     * href="https://encoding.spec.whatwg.org/#get-an-output-encoding">get an output encoding</a>. UTF-8 for those that are
     * only read, itself for all others.
     */
    public Encoding outputEncoding() {
        return isUtf16() || name.equals("replacement") ? UTF_8 : this;
    }

    /** This encoding, or what a {@code meta} or an XML declaration that names this one must mean. */
    Encoding asDeclaredInPage() {
        // A declaration that could be read byte by byte is not in UTF-16.
        if (isUtf16()) {
            return UTF_8;
        }
        return name.equals("x-user-defined") ? WINDOWS_1252 : this;
    }

    int byteOrderMarkLength() {
        return isUtf8() ? 3 : isUtf16() ? 2 : 0;
    }

    private boolean isUtf16() {
        return name.equals("UTF-16LE") || name.equals("UTF-16BE");
    }
}
