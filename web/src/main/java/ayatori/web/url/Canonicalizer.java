package ayatori.web.url;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes the {@link CanonicalForm} of {@code http} URLs, one after another.
 *
 * {@snippet :
 * var canonicalizer = new Canonicalizer(CanonicalForm.STANDARD);
 * byte[] url = "https://example.com/caf%c3%a9".getBytes(US_ASCII);
 * canonicalizer.canonicalize(url, url.length, "https://example.com".length());
 * new String(canonicalizer.buffer(), 0, canonicalizer.length(), US_ASCII); // https://example.com/caf%C3%A9
 * }
 *
 * <p>The URLs must come from {@link Url} or {@link UrlResolver}: their parser has normalized scheme, host, port and dot
 * segments. A URL that is already canonical, as most are, is read once and not copied. Reusable; not safe for use by
 * several threads.
 */
public final class Canonicalizer {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final CanonicalForm form;
    private final Set<String> droppedNames = new HashSet<>();
    private final List<String> droppedPrefixes = new ArrayList<>();

    /** The last canonical form: in the caller's array if nothing had to change, else in {@link #own}. */
    private byte[] result = new byte[0];

    private int length;
    private byte[] own = new byte[256];

    /**
     * A canonicalizer.
     *
     * @param form what counts as the same page
     */
    public Canonicalizer(CanonicalForm form) {
        this.form = form;
        for (String name : form.droppedParameters()) {
            if (name.endsWith("*")) {
                droppedPrefixes.add(name.substring(0, name.length() - 1));
            } else {
                droppedNames.add(name);
            }
        }
    }

    /**
     * Returns the canonical form of a URL.
     *
     * @param url a URL; of a scheme other than {@code http} and {@code https} it only loses its fragment
     * @return the canonical one, perhaps the same object
     */
    public Url canonicalize(Url url) {
        Url whole = url.withoutFragment();
        if (!whole.isHttp()) {
            return whole;
        }
        byte[] bytes = whole.href().getBytes(StandardCharsets.US_ASCII);
        canonicalize(bytes, bytes.length, authorityEnd(bytes));
        if (result == bytes && length == bytes.length) {
            return whole;
        }
        String canonical = new String(result, 0, length, StandardCharsets.US_ASCII);
        return Objects.requireNonNull(Url.tryParse(canonical), canonical);
    }

    /**
     * Makes the canonical form of a URL, which is in {@link #buffer} afterwards.
     *
     * @param url a serialized {@code http} or {@code https} URL without fragment, from the start of the array
     * @param urlLength how many bytes it takes
     * @param authorityEnd where its path starts
     */
    public void canonicalize(byte[] url, int urlLength, int authorityEnd) {
        Objects.checkFromToIndex(authorityEnd, urlLength, url.length);
        int escape = indexOf(url, (byte) '%', authorityEnd, urlLength);
        if (escape == urlLength && form.isStandard()) {
            result = url;
            length = urlLength;
            return;
        }
        if (own.length < urlLength + 1) {
            own = new byte[2 * urlLength];
        }
        System.arraycopy(url, 0, own, 0, escape);
        result = own;
        length = normalizeEscapes(url, escape, urlLength, own, escape);
        if (!form.isStandard()) {
            dropParameters(authorityEnd);
            adjustTrailingSlash(authorityEnd);
        }
    }

    /** The array that holds the last canonical form, from its start. Callers must not keep or change it. */
    public byte[] buffer() {
        return result;
    }

    /** The length of the last canonical form, in bytes. */
    public int length() {
        return length;
    }

    /**
     * Normalizes the percent-encoding of a URL or of a part of one, such as a path (RFC 3986 section 6.2.2): letters,
     * digits, {@code -}, {@code .}, {@code _} and {@code ~} are decoded, and all other hexadecimal digits are in upper case.
     * Two that differ in nothing else are equal then, and one is a prefix of the other if it contains it.
     *
     * @param url ASCII, as {@link Url} has it
     * @return the normalized text; the same object if there is nothing to change
     */
    public static String normalizePercentEncoding(String url) {
        int escape = url.indexOf('%');
        if (escape < 0) {
            return url;
        }
        byte[] bytes = url.getBytes(StandardCharsets.ISO_8859_1);
        byte[] normalized = bytes.clone();
        int length = normalizeEscapes(bytes, escape, bytes.length, normalized, escape);
        return length == bytes.length && Arrays.equals(bytes, normalized)
                ? url
                : new String(normalized, 0, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Normalizes the escapes in {@code url[from..end)} and writes the result to {@code out} from {@code writeAt} on. The bytes
     * before are the same in both arrays. Returns the end of the result.
     */
    private static int normalizeEscapes(byte[] url, int from, int end, byte[] out, int writeAt) {
        int at = writeAt;
        for (int i = from; i < end; i++) {
            int high = url[i] == '%' && i + 2 < end ? Ascii.hexValue(url[i + 1]) : -1;
            int low = high < 0 ? -1 : Ascii.hexValue(url[i + 2]);
            if (low < 0) {
                out[at++] = url[i];
                continue;
            }
            byte meant = (byte) (high << 4 | low);
            if (isUnreserved(meant) && !wouldCompleteAnEscape(meant, out, at)) {
                out[at++] = meant;
            } else {
                out[at++] = '%';
                out[at++] = HEX[high];
                out[at++] = HEX[low];
            }
            i += 2;
        }
        return at;
    }

    private static boolean isUnreserved(byte b) {
        return Ascii.isAlpha(b) || Ascii.isDigit(b) || b == '-' || b == '.' || b == '_' || b == '~';
    }

    /** Whether this digit would make an escape of a stray percent sign just before, as in {@code %2%45}. */
    private static boolean wouldCompleteAnEscape(byte digit, byte[] out, int at) {
        if (Ascii.hexValue(digit) < 0 || at == 0) {
            return false;
        }
        return out[at - 1] == '%' || (at > 1 && out[at - 2] == '%' && Ascii.hexValue(out[at - 1]) >= 0);
    }

    private void dropParameters(int authorityEnd) {
        int question = indexOf(own, (byte) '?', authorityEnd, length);
        if (question == length || form.droppedParameters().isEmpty()) {
            return;
        }
        int out = question + 1;
        boolean dropped = false;
        for (int start = question + 1, end; start <= length; start = end + 1) {
            end = indexOf(own, (byte) '&', start, length);
            if (isDropped(start, indexOf(own, (byte) '=', start, end))) {
                dropped = true;
                continue;
            }
            if (out > question + 1) {
                own[out++] = '&';
            }
            System.arraycopy(own, start, own, out, end - start);
            out += end - start;
        }
        if (dropped) {
            length = out == question + 1 ? question : out;
        }
    }

    private boolean isDropped(int start, int end) {
        String name = new String(own, start, end - start, StandardCharsets.US_ASCII);
        return droppedNames.contains(name) || droppedPrefixes.stream().anyMatch(name::startsWith);
    }

    private void adjustTrailingSlash(int authorityEnd) {
        int pathEnd = indexOf(own, (byte) '?', authorityEnd, length);
        switch (form.trailingSlash()) {
            case KEEP -> {}
            case ADD -> {
                if (own[pathEnd - 1] != '/' && !lastSegmentHasDot(pathEnd)) {
                    System.arraycopy(own, pathEnd, own, pathEnd + 1, length - pathEnd);
                    own[pathEnd] = '/';
                    length++;
                }
            }
            case REMOVE -> {
                int newEnd = pathEnd;
                while (newEnd > authorityEnd + 1 && own[newEnd - 1] == '/') {
                    newEnd--;
                }
                System.arraycopy(own, pathEnd, own, newEnd, length - pathEnd);
                length -= pathEnd - newEnd;
            }
        }
    }

    private boolean lastSegmentHasDot(int pathEnd) {
        for (int i = pathEnd - 1; own[i] != '/'; i--) {
            if (own[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private static int authorityEnd(byte[] url) {
        int authority = indexOf(url, (byte) ':', 0, url.length) + "://".length();
        return indexOf(url, (byte) '/', authority, url.length);
    }

    /** The first index of the byte, or {@code end}. */
    private static int indexOf(byte[] in, byte wanted, int from, int end) {
        int i = from;
        while (i < end && in[i] != wanted) {
            i++;
        }
        return i;
    }
}
