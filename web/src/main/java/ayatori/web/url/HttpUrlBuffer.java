package ayatori.web.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * An {@code http} or {@code https} URL without fragment, as bytes, and the fast path that writes one from a link's bytes: the
 * parser's authority, host, port, path and query states for ordinary input. Each of these methods reads input from
 * {@code from} on and returns where it stopped, or {@link #NOT_ORDINARY} if only {@link UrlParser} can read it.
 *
 * <pre>
 * https://user@example.com:8080/docs/index.html?v=1
 *      ^       ^          ^    ^               ^   ^
 *      |       hostStart  |    authorityEnd    |   length
 *      schemeEnd          hostEnd              pathEnd
 * </pre>
 *
 * <p>This runs once for every link of every page, so it reads each byte once, by table, and allocates only to grow.
 */
final class HttpUrlBuffer {
    /** The input contains something rare or invalid. */
    static final int NOT_ORDINARY = -1;

    /** The URL became longer than {@link #lengthMax}. */
    static final int TOO_LONG = -2;

    /** The most bytes that one step of a loop writes: a percent-encoded code point of four bytes. */
    private static final int STEP_BYTES_MAX = 12;

    private static final int USUAL_BYTES_MAX = 1 << 16;

    // What the path and query loops do with a byte. COPY, the common case, is 0.
    private static final byte COPY = 0;
    private static final byte ENCODE = 1;
    private static final byte NON_ASCII = 2;
    private static final byte SLASH = 3;
    private static final byte STOP = 4;
    private static final byte REMOVED = 5;

    private static final byte[] IN_PATH = new byte[256];
    private static final byte[] IN_QUERY = new byte[256];

    /** A byte of a host in lower case, or 0 if the host ends there or is not ordinary. */
    private static final byte[] IN_HOST = new byte[256];

    static {
        for (int b = 0; b < 256; b++) {
            byte either = b >= 0x80 ? NON_ASCII : Ascii.isTabOrNewline(b) ? REMOVED : b == '#' ? STOP : COPY;
            boolean isSlash = b == '/' || b == '\\';
            IN_PATH[b] = either != COPY
                    ? either
                    : isSlash ? SLASH : b == '?' ? STOP : PercentEncodeSet.PATH.contains(b) ? ENCODE : COPY;
            IN_QUERY[b] = either != COPY ? either : PercentEncodeSet.SPECIAL_QUERY.contains(b) ? ENCODE : COPY;
            boolean inHost = b < 0x80 && !DomainToAscii.isForbidden(b);
            IN_HOST[b] = (byte) (!inHost ? 0 : b >= 'A' && b <= 'Z' ? b + 0x20 : b);
        }
    }

    byte[] bytes = new byte[1024];

    /** Percent-encoding stops when the URL has become longer than this. Bytes that are only copied are not counted. */
    int lengthMax = Integer.MAX_VALUE;

    int schemeEnd;
    int hostStart;
    int hostEnd;
    int authorityEnd;
    int pathEnd;
    int length;

    /**
     * Makes room for {@code copied} bytes and for percent-encoding {@code encoded} of input up to {@link #lengthMax}. The
     * room that one enormous link needed is released with the next link.
     */
    void reserve(long copied, long encoded) {
        reserve(copied + encoded + Math.min(2 * encoded, lengthMax + (long) STEP_BYTES_MAX));
    }

    private void reserve(long needed) {
        if (needed > bytes.length || (bytes.length > USUAL_BYTES_MAX && needed <= USUAL_BYTES_MAX)) {
            long wanted = Math.max(Math.min(needed * 2, USUAL_BYTES_MAX), needed);
            bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
        }
    }

    void clear() {
        schemeEnd = 0;
        hostStart = 0;
        hostEnd = 0;
        authorityEnd = 0;
        pathEnd = 0;
        length = 0;
    }

    /** Copies a parsed URL without its fragment. */
    void set(Url url) {
        byte[] href = url.withoutFragment().href().getBytes(ISO_8859_1);
        reserve((long) href.length);
        System.arraycopy(href, 0, bytes, 0, href.length);
        String query = url.query();
        schemeEnd = url.scheme().length();
        length = href.length;
        pathEnd = query == null ? length : length - query.length() - 1;
        authorityEnd = pathEnd - url.path().length();
        hostStart = authorityEnd - url.authority().length();
        hostEnd = hostStart + url.host().length();
    }

    void scheme(boolean isHttps) {
        bytes[0] = 'h';
        bytes[1] = 't';
        bytes[2] = 't';
        bytes[3] = 'p';
        bytes[4] = 's';
        schemeEnd = isHttps ? 5 : 4;
        bytes[schemeEnd] = ':';
        bytes[schemeEnd + 1] = '/';
        bytes[schemeEnd + 2] = '/';
        length = schemeEnd + 3;
    }

    /** Copies the base up to {@code end}, where one of its parts ends. */
    void copy(HttpUrlBuffer base, int end) {
        System.arraycopy(base.bytes, 0, bytes, 0, end);
        schemeEnd = base.schemeEnd;
        hostStart = base.hostStart;
        hostEnd = base.hostEnd;
        authorityEnd = base.authorityEnd;
        pathEnd = base.pathEnd;
        length = end;
    }

    /** The start of the last path segment: after the last slash. */
    int lastSegmentStart() {
        return segmentStart(pathEnd);
    }

    private int segmentStart(int end) {
        int start = end;
        while (bytes[start - 1] != '/') {
            start--;
        }
        return start;
    }

    /** Writes a host of ordinary ASCII, and a port. */
    int authority(byte[] in, int from, int end, HttpUrlBuffer base) {
        byte[] out = bytes;
        int at = length;
        hostStart = at;
        int i = from;
        while (i < end) {
            byte b = IN_HOST[in[i] & 0xFF];
            if (b == 0) {
                break;
            }
            out[at++] = b;
            i++;
        }
        hostEnd = at;
        length = at;
        if (at == hostStart || (endsInDigitLabel() && !sameHost(base))) {
            return NOT_ORDINARY;
        }
        if (i < end && in[i] == ':') {
            i = port(in, i + 1, end);
        }
        authorityEnd = length;
        return i == NOT_ORDINARY || endsAuthority(in, i, end) ? i : NOT_ORDINARY;
    }

    /** Whether the last label starts with a digit, as that of every host that "ends in a number" does. */
    private boolean endsInDigitLabel() {
        int end = bytes[hostEnd - 1] == '.' ? hostEnd - 1 : hostEnd;
        int start = end;
        while (start > hostStart && bytes[start - 1] != '.') {
            start--;
        }
        return start < end && Ascii.isDigit(bytes[start]);
    }

    /** Whether this is the base's host, which has been parsed already. */
    private boolean sameHost(HttpUrlBuffer base) {
        return Arrays.equals(bytes, hostStart, hostEnd, base.bytes, base.hostStart, base.hostEnd);
    }

    private int port(byte[] in, int from, int end) {
        int port = 0;
        int i = from;
        while (i < end && Ascii.isDigit(in[i])) {
            port = port * 10 + in[i] - '0';
            if (port > 65535) {
                return NOT_ORDINARY;
            }
            i++;
        }
        boolean isHttps = schemeEnd == 5;
        if (i > from && port != (isHttps ? Scheme.HTTPS_PORT : Scheme.HTTP_PORT)) {
            int digits = port >= 10000 ? 5 : port >= 1000 ? 4 : port >= 100 ? 3 : port >= 10 ? 2 : 1;
            bytes[length] = ':';
            for (int rest = port, at = length + digits; at > length; at--, rest /= 10) {
                bytes[at] = (byte) ('0' + rest % 10);
            }
            length += 1 + digits;
        }
        return i;
    }

    private static boolean endsAuthority(byte[] in, int i, int end) {
        return i == end || in[i] == '/' || in[i] == '\\' || in[i] == '?' || in[i] == '#';
    }

    void slash() {
        bytes[length++] = '/';
    }

    /** Writes the segments of a path after a slash that is already written. Stops at a query or fragment. */
    int path(byte[] in, int from, int end) {
        byte[] out = bytes;
        int at = length;
        int segment = at;
        int i = from;
        while (i < end) {
            byte b = in[i];
            byte what = IN_PATH[b & 0xFF];
            if (what == COPY) {
                out[at++] = b;
                i++;
            } else if (what == SLASH) {
                int kept = withoutDots(segment, at);
                if (kept == at) {
                    out[at++] = '/';
                } else {
                    at = kept;
                }
                segment = at;
                i++;
            } else if (what == ENCODE) {
                if (at > lengthMax) {
                    return TOO_LONG;
                }
                PercentEncodeSet.percentEncode(out, at, b);
                at += 3;
                i++;
            } else if (what == NON_ASCII) {
                int sequence = Utf8.sequenceLength(in, i, end);
                if (sequence == 0) {
                    return NOT_ORDINARY;
                }
                if (at > lengthMax) {
                    return TOO_LONG;
                }
                at = encodeAll(in, i, sequence, at);
                i += sequence;
            } else if (what == STOP) {
                break;
            } else {
                return NOT_ORDINARY;
            }
        }
        length = withoutDots(segment, at);
        pathEnd = length;
        return i;
    }

    /**
     * The end of the path after a dot segment in {@code [segment, end)} is applied, which is after a slash; {@code end} if it
     * is not a dot segment.
     */
    private int withoutDots(int segment, int end) {
        if (segment == end || (bytes[segment] != '.' && bytes[segment] != '%')) {
            return end;
        }
        return switch (DotSegment.of(bytes, segment, end)) {
            case NONE -> end;
            case SINGLE -> segment;
            case DOUBLE -> segment - 1 == authorityEnd ? segment : segmentStart(segment - 1);
        };
    }

    /** Writes a query in UTF-8, if there is one at {@code from}. */
    int query(byte[] in, int from, int end) {
        if (from == end || in[from] != '?') {
            return from;
        }
        byte[] out = bytes;
        int at = length;
        out[at++] = '?';
        int i = from + 1;
        while (i < end) {
            byte b = in[i];
            byte what = IN_QUERY[b & 0xFF];
            if (what == COPY) {
                out[at++] = b;
                i++;
            } else if (what == ENCODE) {
                if (at > lengthMax) {
                    return TOO_LONG;
                }
                PercentEncodeSet.percentEncode(out, at, b);
                at += 3;
                i++;
            } else if (what == NON_ASCII) {
                int sequence = Utf8.sequenceLength(in, i, end);
                if (sequence == 0) {
                    return NOT_ORDINARY;
                }
                if (at > lengthMax) {
                    return TOO_LONG;
                }
                at = encodeAll(in, i, sequence, at);
                i += sequence;
            } else if (what == STOP) {
                break;
            } else {
                return NOT_ORDINARY;
            }
        }
        length = at;
        return i;
    }

    private int encodeAll(byte[] in, int from, int count, int at) {
        int next = at;
        for (int i = from; i < from + count; i++) {
            PercentEncodeSet.percentEncode(bytes, next, in[i]);
            next += 3;
        }
        return next;
    }
}
