package ayatori.web.charset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An <a href="https://encoding.spec.whatwg.org/#indexes">index</a> of the Encoding Standard: code points by pointer, and
 * pointers by code point. Read from a resource when the first page needs it, and kept.
 *
 * <p>A resource is the index as big-endian 16-bit values, the code point of pointer 0 first, 0 where there is none. Big5's
 * code points in plane 2 are there without the 2, which is a bit of a second resource. {@code IndexResourcesTest} makes the
 * resources from the standard's files.
 */
final class Index {
    private static final char[] NO_BITS = {};
    private static final Map<String, Index> READ = new ConcurrentHashMap<>();

    private final char[] codePoints;

    /** A bit for each pointer whose code point is in plane 2, 16 to a char; empty if none is. */
    private final char[] inPlane2;

    /** Written once, by whoever encodes first; two threads may both make it, and make the same. */
    private volatile char[][] pointers = {};

    private Index(char[] codePoints, char[] inPlane2) {
        this.codePoints = codePoints;
        this.inPlane2 = inPlane2;
    }

    /** The index of that name, such as {@code jis0208}. */
    static Index of(String name) {
        Index known = READ.get(name);
        if (known != null) {
            return known;
        }
        Index index = new Index(read(name), name.equals("big5") ? read("big5-plane2") : NO_BITS);
        Index earlier = READ.putIfAbsent(name, index);
        return earlier == null ? index : earlier;
    }

    /** An index made in memory, all of whose code points are below 0x10000. */
    static Index of(char[] codePoints) {
        return new Index(codePoints, NO_BITS);
    }

    /** The 16-bit values of a resource. */
    static char[] read(String name) {
        String resource = "index/" + name + ".bin";
        try (InputStream in = Index.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            char[] values = new char[bytes.remaining() / Character.BYTES];
            bytes.asCharBuffer().get(values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** The code points by pointer, 0 where there is none, for a decoder whose index is within plane 0. Not to be changed. */
    char[] codePoints() {
        return codePoints;
    }

    /** The code point of a pointer, or 0 if there is none. */
    int codePoint(int pointer) {
        if (pointer >= codePoints.length) {
            return 0;
        }
        boolean plane2 = inPlane2.length > 0 && (inPlane2[pointer >> 4] >> (pointer & 15) & 1) != 0;
        return plane2 ? 0x20000 | codePoints[pointer] : codePoints[pointer];
    }

    /** The first pointer of a code point, or -1 if there is none. */
    int pointer(int codePoint) {
        char[][] pages = pointers;
        if (pages.length == 0) {
            pages = pointers(0, codePoints.length);
            pointers = pages;
        }
        return pointer(pages, codePoint);
    }

    /** The last pointer of a code point that is in the index. */
    int lastPointer(int codePoint) {
        int pointer = codePoints.length - 1;
        while (codePoint(pointer) != codePoint) {
            pointer--;
        }
        return pointer;
    }

    /** What {@link #pointers} made says of a code point: its first pointer, or -1 if there is none. */
    static int pointer(char[][] pages, int codePoint) {
        int page = codePoint >> 8;
        return page >= pages.length || pages[page] == null ? -1 : pages[page][codePoint & 0xFF] - 1;
    }

    /** The first of the pointers in {@code [from, to)} for each code point, plus 1, in pages of 256 code points. */
    char[][] pointers(int from, int to) {
        char[][] pages = new char[inPlane2.length == 0 ? 0x100 : 0x300][];
        for (int pointer = to - 1; pointer >= from; pointer--) {
            int codePoint = codePoint(pointer);
            if (codePoint != 0) {
                char[] page = pages[codePoint >> 8];
                if (page == null) {
                    page = new char[0x100];
                    pages[codePoint >> 8] = page;
                }
                page[codePoint & 0xFF] = (char) (pointer + 1);
            }
        }
        return pages;
    }
}
