package ayatori.web.html;

/**
 * A tag or attribute name as a number: its last eight bytes in lower case, the last one lowest.
 *
 * <p>Names of up to eight bytes, which is nearly all of them, are equal exactly when their keys and lengths are. So a name
 * read from a page is compared without making a {@code String}; only for a longer one are the bytes looked at as well.
 */
final class NameKey {
    /** Names up to this length are told apart by key and length alone. */
    static final int BYTES_MAX = Long.BYTES;

    private NameKey() {}

    static long append(long key, byte b) {
        return key << Byte.SIZE | (Ascii.toLower(b) & 0xFF);
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
