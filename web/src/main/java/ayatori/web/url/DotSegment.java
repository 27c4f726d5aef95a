package ayatori.web.url;

/** Whether a path segment is a single-dot or double-dot URL path segment (URL standard §4.1), with dots encoded or not. */
enum DotSegment {
    NONE,
    SINGLE,
    DOUBLE;

    /** The length of the longest one, {@code %2e%2e}. */
    private static final int LENGTH_MAX = 6;

    static DotSegment of(CharSequence segment) {
        int length = segment.length();
        if (length == 0 || length > LENGTH_MAX) {
            return NONE;
        }
        int dots = 0;
        for (int i = 0; i < length; dots++) {
            if (segment.charAt(i) == '.') {
                i++;
            } else if (i + 2 < length
                    && isEncodedDot(segment.charAt(i), segment.charAt(i + 1), segment.charAt(i + 2))) {
                i += 3;
            } else {
                return NONE;
            }
        }
        return ofDots(dots);
    }

    static DotSegment of(byte[] bytes, int from, int to) {
        if (from == to || to - from > LENGTH_MAX) {
            return NONE;
        }
        int dots = 0;
        for (int i = from; i < to; dots++) {
            if (bytes[i] == '.') {
                i++;
            } else if (i + 2 < to && isEncodedDot(bytes[i], bytes[i + 1], bytes[i + 2])) {
                i += 3;
            } else {
                return NONE;
            }
        }
        return ofDots(dots);
    }

    private static boolean isEncodedDot(int percent, int high, int low) {
        return percent == '%' && high == '2' && (low == 'e' || low == 'E');
    }

    private static DotSegment ofDots(int dots) {
        return switch (dots) {
            case 1 -> SINGLE;
            case 2 -> DOUBLE;
            default -> NONE;
        };
    }
}
