package ayatori.web.url;

import ayatori.web.url.QueryEncoding.Output;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * An encoder of the Encoding standard (§9 to §14) for an encoding that is not Unicode. Java's charsets of the same
 * names differ from the standard's in details, which the classes here put right.
 */
interface LegacyEncoder {
    static LegacyEncoder of(Charset charset) {
        return switch (charset.name()) {
            case "Shift_JIS", "windows-31j" -> new JapaneseEncoders.ShiftJis();
            case "EUC-JP", "x-eucJP-Open" -> new JapaneseEncoders.EucJp();
            case "ISO-2022-JP", "x-windows-iso2022jp", "x-windows-50220", "x-windows-50221" ->
                new JapaneseEncoders.Iso2022Jp();
            case "GB2312", "GBK", "x-mswin-936" -> new Chinese(true);
            case "GB18030" -> new Chinese(false);
            case "Big5", "Big5-HKSCS", "x-windows-950" -> new Big5();
            case "EUC-KR", "x-windows-949" -> new OfCharset("x-windows-949");
            case "US-ASCII", "ISO-8859-1" -> new OfCharset("windows-1252");
            default -> new OfCharset(charset.name());
        };
    }

    /** Writes the bytes of one code point, or an error for it. */
    void encode(int codePoint, Output output);

    /** Writes what is left at the end of a text, and is ready for another. */
    default void finish(Output output) {}

    /** An encoding for which Java's charset does what the standard says. */
    class OfCharset implements LegacyEncoder {
        private static final int[] NONE = {};

        private final CharsetEncoder encoder;

        OfCharset(String name) {
            encoder = Charset.forName(name).newEncoder();
        }

        @Override
        public void encode(int codePoint, Output output) {
            int[] bytes = bytes(codePoint);
            if (bytes.length == 0) {
                output.error(codePoint);
            } else {
                output.write(bytes);
            }
        }

        /** The bytes of a code point, none if it cannot be encoded. */
        int[] bytes(int codePoint) {
            try {
                ByteBuffer encoded = encoder.encode(CharBuffer.wrap(Character.toChars(codePoint)));
                int[] bytes = new int[encoded.remaining()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = encoded.get(i) & 0xFF;
                }
                return bytes;
            } catch (CharacterCodingException e) {
                return NONE;
            }
        }
    }

    /** gb18030, and gbk, which is the same without its four-byte sequences (§10.2.2). */
    final class Chinese extends OfCharset {
        private final boolean isGbk;

        Chinese(boolean isGbk) {
            super("GB18030");
            this.isGbk = isGbk;
        }

        @Override
        int[] bytes(int codePoint) {
            if (isGbk && codePoint == '€') {
                return new int[] {0x80};
            }
            int[] bytes = super.bytes(codePoint);
            boolean excluded = codePoint == 0xE5E5 || (isGbk && bytes.length > 2);
            return excluded ? OfCharset.NONE : bytes;
        }
    }

    /** Microsoft's Big5 and, of Hong Kong's supplement, what does not come before it (§11.1.2). */
    final class Big5 extends OfCharset {
        private static final int FIRST_LEAD = 0xA1;

        private final OfCharset hongKong = new OfCharset("Big5-HKSCS");

        Big5() {
            super("x-windows-950");
        }

        @Override
        int[] bytes(int codePoint) {
            if (Character.getType(codePoint) == Character.PRIVATE_USE) {
                return OfCharset.NONE;
            }
            int[] microsoft = super.bytes(codePoint);
            int[] bytes = microsoft.length > 0 ? microsoft : hongKong.bytes(codePoint);
            boolean excluded = bytes.length == 2 && bytes[0] < FIRST_LEAD;
            return excluded ? OfCharset.NONE : bytes;
        }
    }
}
