package ayatori.web.charset;

import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A charset as the Encoding Standard defines it. It has the standard's name, so it is equal to Java's charset of that name
 * if there is one, though Java's decodes and encodes some bytes differently.
 */
final class WebCharset extends Charset {
    private static final char[] USER_DEFINED = new char[0x80];

    static {
        for (int i = 0; i < USER_DEFINED.length; i++) {
            USER_DEFINED[i] = (char) (0xF780 + i);
        }
    }

    WebCharset(String name) {
        super(name, new String[0]);
    }

    /** A new decoder; it loads the index that it needs. */
    ByteDecoder newByteDecoder() {
        return switch (name()) {
            case "UTF-16LE" -> new Utf16Decoder(false);
            case "UTF-16BE" -> new Utf16Decoder(true);
            case "GBK", "gb18030" -> new Gb18030.Decoder();
            case "Big5" -> new Big5.Decoder();
            case "EUC-JP" -> new EucJp.Decoder();
            case "ISO-2022-JP" -> new Iso2022Jp.Decoder();
            case "Shift_JIS" -> new ShiftJis.Decoder();
            case "EUC-KR" -> new EucKr.Decoder();
            case "replacement" -> new ReplacementDecoder();
            default -> new SingleByte.Decoder(singleByteIndex());
        };
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharDecoder(this, newByteDecoder());
    }

    @Override
    public CharsetEncoder newEncoder() {
        return switch (name()) {
            case "UTF-16LE" -> StandardCharsets.UTF_16LE.newEncoder();
            case "UTF-16BE" -> StandardCharsets.UTF_16BE.newEncoder();
            case "GBK" -> new Gb18030.Encoder(this, true);
            case "gb18030" -> new Gb18030.Encoder(this, false);
            case "Big5" -> new Big5.Encoder(this);
            case "EUC-JP" -> new EucJp.Encoder(this);
            case "ISO-2022-JP" -> new Iso2022Jp.Encoder(this);
            case "Shift_JIS" -> new ShiftJis.Encoder(this);
            case "EUC-KR" -> new EucKr.Encoder(this);
            case "replacement" -> throw new UnsupportedOperationException("replacement can only be decoded");
            default -> new SingleByte.Encoder(this, singleByteIndex());
        };
    }

    private Index singleByteIndex() {
        return switch (name()) {
            case "x-user-defined" -> Index.of(USER_DEFINED);
            case "ISO-8859-8-I" -> Index.of("iso-8859-8");
            default -> Index.of(name().toLowerCase(Locale.ROOT));
        };
    }

    @Override
    public boolean canEncode() {
        return !name().equals("replacement");
    }

    @Override
    public boolean contains(Charset other) {
        return equals(other);
    }
}
