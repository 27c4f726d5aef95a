package ayatori.archive.site;

import ayatori.web.url.Url;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each URL a path of its own in a copy: {@code host/folder/name.ext}. The names are safe on Windows, and differ also where
 * letter case and Unicode forms do not count. They depend on the URLs and on their order alone.
 */
final class SitePaths {
    /** Longer names are cut, and get a number that tells them apart. */
    private static final int NAME_LENGTH_MAX = 60;

    /** Windows has 260 for all of a path, of which the folder of the copy takes some. */
    private static final int PATH_LENGTH_MAX = 150;

    private static final String UNSAFE = "<>:\"/\\|?*%#";
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    /** Files and folders in the form in which they collide. */
    private final Set<String> files = new HashSet<>();

    private final Set<String> folders = new HashSet<>();

    /** Paths of which some are taken by the copy's own files. */
    SitePaths(List<String> taken) {
        taken.forEach(path -> files.add(collision(path)));
    }

    /**
     * A path for a URL, with slashes between its parts.
     *
     * @param extension what the name ends with, with its dot, unless it has an extension that {@code fits}
     * @param fits the extensions, with dots, that are as good
     */
    String pathOf(Url url, String extension, Set<String> fits) {
        List<String> parts = new ArrayList<>();
        parts.add(name(url.authority()));
        String[] segments = url.path().split("/", -1);
        for (int i = 1; i < segments.length - 1; i++) {
            parts.add(name(decoded(segments[i])));
        }
        String last = segments.length < 2 ? "" : decoded(segments[segments.length - 1]);
        parts.add(fileName(last.isEmpty() ? "index" : last, url.query(), extension, fits));
        if (String.join("/", parts).length() > PATH_LENGTH_MAX) {
            String file = parts.getLast();
            parts = new ArrayList<>(List.of(parts.getFirst(), "_" + hash(url.path()), file));
        }
        return free(parts);
    }

    private static String fileName(String last, @Nullable String query, String extension, Set<String> fits) {
        int dot = last.lastIndexOf('.');
        String given = dot < 0 ? "" : last.substring(dot).toLowerCase(Locale.ROOT);
        boolean isGood = dot > 0 && (given.equals(extension) || fits.contains(given));
        String stem = isGood ? last.substring(0, dot) : last;
        if (query != null && !query.isEmpty()) {
            stem += "@" + decoded(query);
        }
        return name(stem) + (isGood ? given : extension);
    }

    /** The path, with a number in its file name or in a folder's name if it is taken. */
    private String free(List<String> parts) {
        var folder = new StringBuilder();
        for (int i = 0; i < parts.size() - 1; i++) {
            String name = parts.get(i);
            String path = folder + name;
            for (int n = 2; files.contains(collision(path)); n++) {
                path = folder + name + "~" + n;
            }
            folders.add(collision(path));
            folder.setLength(0);
            folder.append(path).append('/');
        }
        String file = parts.getLast();
        int dot = file.lastIndexOf('.');
        String path = folder + file;
        for (int n = 2; files.contains(collision(path)) || folders.contains(collision(path)); n++) {
            path = folder + (dot < 0 ? file + "~" + n : file.substring(0, dot) + "~" + n + file.substring(dot));
        }
        files.add(collision(path));
        return path;
    }

    private static String collision(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** A name that every file system takes: without what some forbid, and not too long. */
    static String name(String wanted) {
        var safe = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            boolean isSafe = c >= ' ' && c != 0x7F && UNSAFE.indexOf(c) < 0 && !isInvisible(c);
            safe.append(isSafe ? c : '_');
        }
        String name = safe.toString();
        while (name.endsWith(".") || name.endsWith(" ")) {
            name = name.substring(0, name.length() - 1) + "_"; // Windows drops them
        }
        if (name.startsWith(" ") || name.startsWith(".")) {
            name = "_" + name.substring(1);
        }
        int dot = name.indexOf('.');
        String base = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        if (RESERVED.contains(base) || base.matches("(com|lpt)[0-9\u00b9\u00b2\u00b3]")) {
            name = "_" + name;
        }
        boolean isTooLong = name.length() > NAME_LENGTH_MAX || name.getBytes(StandardCharsets.UTF_8).length > 180;
        return isTooLong ? cut(name) + "~" + hash(wanted) : name.isEmpty() ? "_" : name;
    }

    private static String cut(String name) {
        int length = Math.min(name.length(), NAME_LENGTH_MAX - 18);
        return name.substring(0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length);
    }

    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String hash(String text) {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /** Without its percent-encoding, if that is of UTF-8. */
    private static String decoded(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        var bytes = ByteBuffer.allocate(3 * part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%' && i + 2 < part.length() && isHex(part.charAt(i + 1)) && isHex(part.charAt(i + 2))) {
                bytes.put((byte) Integer.parseInt(part.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return part;
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }

    /** The reference from one path to another, for an attribute or a style sheet. */
    static String reference(String from, String to) {
        String[] source = from.split("/", -1);
        String[] target = to.split("/", -1);
        int common = 0;
        while (common < source.length - 1 && common < target.length - 1 && source[common].equals(target[common])) {
            common++;
        }
        var reference = new StringBuilder("../".repeat(source.length - 1 - common));
        for (int i = common; i < target.length; i++) {
            reference.append(i == common ? "" : "/").append(encoded(target[i]));
        }
        // A first part with a colon would be a scheme; names have none.
        return reference.toString();
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            boolean isPlain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~@!$+;=".indexOf(c) >= 0;
            if (isPlain) {
                encoded.append((char) c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
