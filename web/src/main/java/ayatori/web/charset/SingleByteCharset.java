package ayatori.web.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** An encoding with a character for each byte, and ASCII below 0x80. */
final class SingleByteCharset extends DecodeOnlyCharset {
    /** Latin 6, for the Nordic languages. */
    static final SingleByteCharset ISO_8859_10 = new SingleByteCharset(
            "iso-8859-10",
            c1Controls()
                    + "\u00A0\u0104\u0112\u0122\u012A\u0128\u0136\u00A7\u013B\u0110\u0160\u0166\u017D\u00AD\u016A\u014A"
                    + "\u00B0\u0105\u0113\u0123\u012B\u0129\u0137\u00B7\u013C\u0111\u0161\u0167\u017E\u2015\u016B\u014B"
                    + "\u0100\u00C1\u00C2\u00C3\u00C4\u00C5\u00C6\u012E\u010C\u00C9\u0118\u00CB\u0116\u00CD\u00CE\u00CF"
                    + "\u00D0\u0145\u014C\u00D3\u00D4\u00D5\u00D6\u0168\u00D8\u0172\u00DA\u00DB\u00DC\u00DD\u00DE\u00DF"
                    + "\u0101\u00E1\u00E2\u00E3\u00E4\u00E5\u00E6\u012F\u010D\u00E9\u0119\u00EB\u0117\u00ED\u00EE\u00EF"
                    + "\u00F0\u0146\u014D\u00F3\u00F4\u00F5\u00F6\u0169\u00F8\u0173\u00FA\u00FB\u00FC\u00FD\u00FE\u0138");

    /** Latin 8, for the Celtic languages. */
    static final SingleByteCharset ISO_8859_14 = new SingleByteCharset(
            "iso-8859-14",
            c1Controls()
                    + "\u00A0\u1E02\u1E03\u00A3\u010A\u010B\u1E0A\u00A7\u1E80\u00A9\u1E82\u1E0B\u1EF2\u00AD\u00AE\u0178"
                    + "\u1E1E\u1E1F\u0120\u0121\u1E40\u1E41\u00B6\u1E56\u1E81\u1E57\u1E83\u1E60\u1EF3\u1E84\u1E85\u1E61"
                    + "\u00C0\u00C1\u00C2\u00C3\u00C4\u00C5\u00C6\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC\u00CD\u00CE\u00CF"
                    + "\u0174\u00D1\u00D2\u00D3\u00D4\u00D5\u00D6\u1E6A\u00D8\u00D9\u00DA\u00DB\u00DC\u00DD\u0176\u00DF"
                    + "\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC\u00ED\u00EE\u00EF"
                    + "\u0175\u00F1\u00F2\u00F3\u00F4\u00F5\u00F6\u1E6B\u00F8\u00F9\u00FA\u00FB\u00FC\u00FD\u0177\u00FF");

    /** Bytes from 0x80 on are private-use characters from U+F780 on. */
    static final SingleByteCharset X_USER_DEFINED = new SingleByteCharset("x-user-defined", range(0xF780, 0xF7FF));

    /** The characters of the bytes from 0x80 on. */
    private final String upperHalf;

    private SingleByteCharset(String name, String upperHalf) {
        super(name);
        if (upperHalf.length() != 0x80) {
            throw new IllegalArgumentException(name + " has " + upperHalf.length() + " characters from 0x80 on");
        }
        this.upperHalf = upperHalf;
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    byte b = in.get();
                    out.put(b >= 0 ? (char) b : upperHalf.charAt(b & 0x7F));
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    private static String c1Controls() {
        return range(0x80, 0x9F);
    }

    private static String range(int first, int last) {
        StringBuilder characters = new StringBuilder();
        for (int c = first; c <= last; c++) {
            characters.append((char) c);
        }
        return characters.toString();
    }
}
