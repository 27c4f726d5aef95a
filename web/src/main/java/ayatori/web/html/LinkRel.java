package ayatori.web.html;

/** The keywords of a {@code rel} attribute that matter to a crawler. */
public enum LinkRel {
    ALTERNATE(1 << 0),
    CANONICAL(1 << 1),
    /** An icon of the page, also by its older names, such as {@code apple-touch-icon}. */
    ICON(1 << 2),
    NEXT(1 << 3),
    NOFOLLOW(1 << 4),
    PREV(1 << 5),
    SPONSORED(1 << 6),
    STYLESHEET(1 << 7),
    UGC(1 << 8),
    MANIFEST(1 << 9),
    MODULEPRELOAD(1 << 10),
    PRELOAD(1 << 11),
    /** {@code preconnect} or {@code dns-prefetch}: the link names an origin, of which nothing is loaded. */
    PRECONNECT(1 << 12);

    private final int bit;

    LinkRel(int bit) {
        this.bit = bit;
    }

    /** This keyword's bit in a set of them. */
    int bit() {
        return bit;
    }

    /** The set of keywords in the space-separated tokens of {@code bytes[start..end)}, in any letter case. */
    static int parse(byte[] bytes, int start, int end) {
        int set = 0;
        int position = Ascii.skipWhitespace(bytes, start, end);
        while (position < end) {
            int tokenEnd = position;
            while (tokenEnd < end && !Ascii.isWhitespace(bytes[tokenEnd])) {
                tokenEnd++;
            }
            set |= keyword(bytes, position, tokenEnd);
            position = Ascii.skipWhitespace(bytes, tokenEnd, end);
        }
        return set;
    }

    /** The bit of one token, or 0. Most keywords differ in length. */
    private static int keyword(byte[] bytes, int start, int end) {
        return switch (end - start) {
            case 3 -> bitIf(UGC, Ascii.equalsIgnoreCase(bytes, start, end, "ugc"));
            case 4 ->
                bitIf(ICON, Ascii.equalsIgnoreCase(bytes, start, end, "icon"))
                        | bitIf(NEXT, Ascii.equalsIgnoreCase(bytes, start, end, "next"))
                        | bitIf(PREV, Ascii.equalsIgnoreCase(bytes, start, end, "prev"));
            case 7 -> bitIf(PRELOAD, Ascii.equalsIgnoreCase(bytes, start, end, "preload"));
            case 8 ->
                bitIf(NOFOLLOW, Ascii.equalsIgnoreCase(bytes, start, end, "nofollow"))
                        | bitIf(MANIFEST, Ascii.equalsIgnoreCase(bytes, start, end, "manifest"))
                        | bitIf(PREV, Ascii.equalsIgnoreCase(bytes, start, end, "previous"));
            case 9 ->
                bitIf(ALTERNATE, Ascii.equalsIgnoreCase(bytes, start, end, "alternate"))
                        | bitIf(CANONICAL, Ascii.equalsIgnoreCase(bytes, start, end, "canonical"))
                        | bitIf(SPONSORED, Ascii.equalsIgnoreCase(bytes, start, end, "sponsored"))
                        | bitIf(ICON, Ascii.equalsIgnoreCase(bytes, start, end, "mask-icon"));
            case 10 ->
                bitIf(STYLESHEET, Ascii.equalsIgnoreCase(bytes, start, end, "stylesheet"))
                        | bitIf(PRECONNECT, Ascii.equalsIgnoreCase(bytes, start, end, "preconnect"));
            case 12 -> bitIf(PRECONNECT, Ascii.equalsIgnoreCase(bytes, start, end, "dns-prefetch"));
            case 13 -> bitIf(MODULEPRELOAD, Ascii.equalsIgnoreCase(bytes, start, end, "modulepreload"));
            case 16 -> bitIf(ICON, Ascii.equalsIgnoreCase(bytes, start, end, "apple-touch-icon"));
            case 28 -> bitIf(ICON, Ascii.equalsIgnoreCase(bytes, start, end, "apple-touch-icon-precomposed"));
            default -> 0;
        };
    }

    private static int bitIf(LinkRel rel, boolean present) {
        return present ? rel.bit() : 0;
    }
}
