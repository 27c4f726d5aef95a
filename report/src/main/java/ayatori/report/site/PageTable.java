package ayatori.report.site;

import java.util.Arrays;

/** What is kept of every page: arrays of the same length, one place a page, in the order of the records. */
final class PageTable {
    static final int HTML = 1;
    static final int ANSWERED = 2;
    static final int SITEMAP = 4;
    static final int NOINDEX = 8;
    static final int METADATA = 16;
    static final int FAILED = 32;
    static final int SEED = 64;
    static final int LISTED = 128;
    static final int REDIRECT = 256;
    /** A record of another request than a plain GET. */
    static final int OTHER_METHOD = 512;

    /** Clicks of a page that no clicks lead to. */
    static final int UNREACHED = Integer.MAX_VALUE;

    private int size;
    long[] url = new long[1024];
    long[] title = new long[1024];
    long[] description = new long[1024];
    long[] digest = new long[1024];
    long[] canonical = new long[1024];
    long[] redirect = new long[1024];
    long[] referrer = new long[1024];
    long[] bytes = new long[1024];
    long[] answeredAt = new long[1024];
    int[] elapsed = new int[1024];
    int[] depth = new int[1024];
    int[] flags = new int[1024];
    int[] links = new int[1024];
    int[] section = new int[1024];
    int[] inlinks = new int[1024];
    int[] clicks = new int[1024];
    short[] status = new short[1024];

    /** Adds a page, and returns its number. */
    int add() {
        if (size == url.length) {
            grow(size * 2);
        }
        return size++;
    }

    private void grow(int length) {
        url = Arrays.copyOf(url, length);
        title = Arrays.copyOf(title, length);
        description = Arrays.copyOf(description, length);
        digest = Arrays.copyOf(digest, length);
        canonical = Arrays.copyOf(canonical, length);
        redirect = Arrays.copyOf(redirect, length);
        referrer = Arrays.copyOf(referrer, length);
        bytes = Arrays.copyOf(bytes, length);
        answeredAt = Arrays.copyOf(answeredAt, length);
        elapsed = Arrays.copyOf(elapsed, length);
        depth = Arrays.copyOf(depth, length);
        flags = Arrays.copyOf(flags, length);
        links = Arrays.copyOf(links, length);
        section = Arrays.copyOf(section, length);
        inlinks = Arrays.copyOf(inlinks, length);
        clicks = Arrays.copyOf(clicks, length);
        status = Arrays.copyOf(status, length);
    }

    int size() {
        return size;
    }

    boolean is(int page, int flag) {
        return (flags[page] & flag) != 0;
    }

    void set(int page, int flag) {
        flags[page] |= flag;
    }

    /** Whether it is HTML that a visitor gets: no redirect, no error, no sitemap. */
    boolean isPage(int page) {
        return (flags[page] & (HTML | ANSWERED | SITEMAP | OTHER_METHOD)) == (HTML | ANSWERED);
    }

    /** Whether search engines are to list it under its own URL. */
    boolean isIndexable(int page) {
        return isPage(page) && !is(page, NOINDEX) && (canonical[page] == 0 || canonical[page] == url[page]);
    }
}
