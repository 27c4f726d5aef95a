package ayatori.crawler.extract;

import java.nio.charset.StandardCharsets;

/** The names of tags as numbers, and what is known of some of them, so that a page's tags cost no strings. */
final class TagName {
    /** Their content is nothing but text and {@link #INLINE} elements often enough, and then jsoup changes nothing about it. */
    static final int SIMPLE = 1;

    /** Elements without content. */
    static final int VOID = 2;

    /** What may be in the content of an element whose text is wanted. */
    static final int INLINE = 4;

    /** After these, tags are no reliable witnesses of the tree. */
    static final int GIVE_UP = 8;

    /** After these, a tag may have no element, or one that comes earlier; but there is no element without a tag. */
    static final int UNSURE = 64;

    /** They may stand in the head; any other tag begins the body. */
    static final int OF_HEAD = 16;

    /** What is in them is no text of the page. */
    static final int RAW = 32;

    private static final int SIZE = 512;
    private static final long[] KEYS = new long[SIZE];
    private static final byte[] KINDS = new byte[SIZE];

    static final long A = key("a");
    static final long BODY = key("body");
    static final long HTML = key("html");
    static final long NOSCRIPT = key("noscript");

    static {
        add(
                SIMPLE,
                "title h1 h2 h3 h4 h5 h6 p div span a li dd dt b i em strong small time section article header footer main"
                        + " figcaption label code q cite mark abbr address blockquote nav aside sup sub u s del ins data");
        add(VOID, "meta link img br hr base area embed source wbr input track param");
        add(INLINE, "span a b i em strong small time label code q cite mark abbr sup sub u s del ins data br img wbr");
        add(GIVE_UP, "svg math frameset plaintext image isindex");
        add(UNSURE, "table select template xmp noframes");
        add(OF_HEAD, "html head title meta link base style script basefont bgsound");
        add(RAW, "title script style textarea iframe noembed");
    }

    private TagName() {}

    private static void add(int kind, String names) {
        for (String name : names.split(" ", -1)) {
            long key = key(name);
            int slot = slot(key);
            KEYS[slot] = key;
            KINDS[slot] |= (byte) kind;
        }
    }

    /** The number of a name in any letter case: FNV-1a over it in lower case. */
    static long key(byte[] page, int start, int end) {
        long key = 0xcbf29ce484222325L;
        for (int i = start; i < end; i++) {
            byte b = page[i];
            key = (key ^ (b >= 'A' && b <= 'Z' ? b + 32 : b)) * 0x100000001b3L;
        }
        return key;
    }

    static long key(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return key(bytes, 0, bytes.length);
    }

    /** Whether a name is of a kind. */
    static boolean is(long key, int kind) {
        return (KINDS[slot(key)] & kind) != 0;
    }

    /** Where a name is, or would be. */
    private static int slot(long key) {
        int slot = (int) (key ^ (key >>> 32)) & (SIZE - 1);
        while (KEYS[slot] != 0 && KEYS[slot] != key) {
            slot = (slot + 1) & (SIZE - 1);
        }
        return slot;
    }
}
