package ayatori.web.html;

/**
 * A tag name as a number: its last eight bytes in lower case, the last one lowest.
 *
 * <p>Names of up to eight bytes, as nearly all have, are equal if and only if their keys and lengths are equal. So a name in a page
 * is compared without making a {@code String}. For longer names the bytes are compared too.
 */
final class NameKey {
    /** Names up to this length differ in key or length. */
    static final int BYTES_MAX = Long.BYTES;

    /** The value in {@link #IN_TAG_NAME} of a byte that ends a name. */
    static final byte END = 0;

    /** For each byte of a tag's name, its lower case, or {@link #END} if it ends the name. */
    static final byte[] IN_TAG_NAME = new byte[256];

    static {
        for (int b = 0; b < IN_TAG_NAME.length; b++) {
            IN_TAG_NAME[b] = Ascii.is((byte) b, Ascii.ENDS_TAG_NAME) ? END : Ascii.toLower((byte) b);
        }
        // NUL does not end a name. No known name has the byte that stands for it.
        IN_TAG_NAME[0] = (byte) 0xFF;
    }

    private NameKey() {}

    /** The key with one more byte, which is in lower case. */
    static long appendLower(long key, byte lower) {
        return key << Byte.SIZE | (lower & 0xFF);
    }

    static long append(long key, byte b) {
        return appendLower(key, Ascii.toLower(b));
    }

    /** The key of {@code name}, which is ASCII in lower case. */
    static long of(String name) {
        long key = 0;
        for (int i = 0; i < name.length(); i++) {
            key = append(key, (byte) name.charAt(i));
        }
        return key;
    }

    /** Whether the name in {@code input[start..end)} with key {@code key} is {@code name}, whose key is {@code nameKey}. */
    static boolean matches(long key, byte[] input, int start, int end, long nameKey, String name) {
        return key == nameKey
                && end - start == name.length()
                && (name.length() <= BYTES_MAX || Ascii.equalsIgnoreCase(input, start, end, name));
    }
}
