package ayatori.archive.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a body that a request asks for, as players of audio and video do (RFC 9110, section 14).
 *
 * @param first the position of its first byte
 * @param last the position of its last byte; below the first one if the body has no such part
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE =
            Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})", Pattern.CASE_INSENSITIVE);

    private static final ByteRange NONE = new ByteRange(0, -1);

    /**
     * The part that a Range header names.
     *
     * @param header its value; empty if there is none
     * @param length the length of the body
     * @return null if it names no part, or several, or is not understood: then the whole body is sent
     */
    static @Nullable ByteRange of(String header, long length) {
        Matcher range = ONE.matcher(header.strip());
        if (!range.matches()) {
            return null;
        }
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? null : end(Long.parseLong(to), length);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
        if (last < first) {
            return null;
        }
        return first >= length ? NONE : new ByteRange(first, Math.min(last, length - 1));
    }

    private static ByteRange end(long bytes, long length) {
        return bytes == 0 || length == 0 ? NONE : new ByteRange(Math.max(0, length - bytes), length - 1);
    }

    boolean isEmpty() {
        return last < first;
    }

    long length() {
        return last - first + 1;
    }
}
