package ayatori.export.content;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files for URLs: {@code example.org/docs/intro.md} for {@code https://example.org/docs/intro.html}. They are names on Linux,
 * macOS and Windows, differ in more than case, stay below the export's folder, and are never longer than 240 characters. A URL whose
 * plain name is taken gets a part of its hash.
 */
final class SafeNames {
    private static final int SEGMENT_BYTES_MAX = 80;
    private static final int PATH_CHARS_MAX = 200;
    private static final int HASH_DIGITS = 10;

    /** Names of devices, which Windows reserves with any extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|clock\\$|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?");

    private static final Pattern PAGE_SUFFIX = Pattern.compile("(?i)\\.(x?html?|php|aspx?|jsp)$");

    /** Hashes of the names that are taken, in small letters, and of the folders in them. */
    private final Set<Long> files = new HashSet<>();

    private final Set<Long> folders = new HashSet<>();

    /** A new name for a URL, with slashes between folders. */
    String name(String url, String suffix) {
        String plain = plain(url);
        if (plain.length() <= PATH_CHARS_MAX && take(plain + suffix)) {
            return plain + suffix;
        }
        String host = plain.substring(0, plain.indexOf('/'));
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        String folder = plain.length() <= PATH_CHARS_MAX ? plain.substring(0, plain.lastIndexOf('/')) : host;
        String hash = HexFormat.of().toHexDigits(Hashing.xxh3_64().hashCharsToLong(url));
        for (int round = 0; ; round++) {
            String mark = "-" + hash.substring(0, HASH_DIGITS) + (round == 0 ? "" : "-" + round);
            String name = (round < 2 ? folder : host) + "/" + last + mark + suffix;
            if (take(name)) {
                return name;
            }
        }
    }

    /** Whether neither the name nor one of its folders is taken as the other kind. Takes them then. */
    private boolean take(String name) {
        long key = key(name);
        if (files.contains(key) || folders.contains(key)) {
            return false;
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            if (files.contains(key(name.substring(0, slash)))) {
                return false;
            }
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            folders.add(key(name.substring(0, slash)));
        }
        return files.add(key);
    }

    private static long key(String name) {
        String folded =
                Normalizer.normalize(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return Hashing.xxh3_64().hashCharsToLong(folded);
    }

    private static String plain(String url) {
        var name = new StringBuilder(segment(Urls.host(url).replace(':', '_')));
        List<String> segments = List.of(Urls.path(url).substring(1).split("/", -1));
        for (int at = 0; at < segments.size(); at++) {
            boolean isLast = at + 1 == segments.size();
            String decoded = decoded(segments.get(at));
            if (isLast) {
                String page = PAGE_SUFFIX.matcher(decoded).replaceFirst("");
                String query = Urls.query(url);
                String base = page.isEmpty() ? "index" : page;
                name.append('/').append(segment(query.isEmpty() ? base : base + "_" + decoded(query)));
            } else {
                name.append('/').append(segment(decoded));
            }
        }
        return name.toString();
    }

    /** One folder or file, without a suffix: never empty, never {@code .} or {@code ..}. */
    private static String segment(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        var safe = new StringBuilder();
        normal.codePoints().forEach(c -> {
            boolean isSafe = Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK
                    || Character.getType(c) == Character.COMBINING_SPACING_MARK
                    || "-_.,+=@()[]!".indexOf(c) >= 0;
            safe.appendCodePoint(isSafe ? c : '_');
        });
        String name = bounded(safe.toString()).replaceFirst("^\\.+", "_").replaceFirst("[.]+$", "_");
        if (name.isEmpty()) {
            return "_";
        }
        return RESERVED.matcher(name).matches() ? "_" + name : name;
    }

    private static String bounded(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= SEGMENT_BYTES_MAX) {
            return name;
        }
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int c = name.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > SEGMENT_BYTES_MAX - HASH_DIGITS - 1) {
                break;
            }
            end += Character.charCount(c);
        }
        String hash = HexFormat.of().toHexDigits(Hashing.xxh3_64().hashCharsToLong(name));
        return name.substring(0, end) + "-" + hash.substring(0, HASH_DIGITS);
    }

    /** Percent-encoded UTF-8 as characters; what is no UTF-8 stays encoded. */
    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        byte[] bytes = new byte[segment.length()];
        int length = 0;
        for (int at = 0; at < segment.length(); at++) {
            char c = segment.charAt(at);
            boolean isEscape = c == '%'
                    && at + 2 < segment.length()
                    && HexFormat.isHexDigit(segment.charAt(at + 1))
                    && HexFormat.isHexDigit(segment.charAt(at + 2));
            bytes[length++] = (byte) (isEscape ? HexFormat.fromHexDigits(segment, at + 1, at + 3) : c);
            at += isEscape ? 2 : 0;
        }
        String decoded = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return decoded.indexOf('\uFFFD') < 0 ? decoded : segment;
    }
}
