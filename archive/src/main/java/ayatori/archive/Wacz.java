package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.crawler.folder.IoReasons;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A WACZ file that is read, after the specification 1.1.1. Only files that {@code datapackage.json} describes are used.
 *
 * <p>WARC files in it are stored without compression, so they can be read from any position.
 */
final class Wacz implements Closeable {
    static final String ARCHIVE = "archive/";
    static final String INDEXES = "indexes/";
    static final String PAGES = "pages/";
    static final String PACKAGE = "datapackage.json";
    static final String PACKAGE_DIGEST = "datapackage-digest.json";
    private static final String SHA256 = "sha256:";

    /** The description of a million files. */
    private static final int PACKAGE_BYTES_MAX = 256 << 20;

    private final Path path;
    private final ZipFile zip;
    private final JsonNode description;
    private final Set<String> entries;

    private Wacz(Path path, ZipFile zip, JsonNode description, Set<String> entries) {
        this.path = path;
        this.zip = zip;
        this.description = description;
        this.entries = entries;
    }

    /**
     * Opens a file.
     *
     * @param verifies whether the digests of its files are compared, for which all of it is read
     * @throws ArchiveException if it cannot be used
     */
    static Wacz open(Path path, boolean verifies) throws ArchiveException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile(), UTF_8);
        } catch (ZipException e) {
            throw new ArchiveException(
                    path + " is not a whole WACZ file: it is cut short, damaged or of another format.", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        try {
            return open(path, zip, verifies);
        } catch (ArchiveException | RuntimeException e) {
            try (zip) {
                throw e;
            } catch (IOException suppressed) {
                throw unreadable(path, suppressed);
            }
        } catch (IOException e) {
            try (zip) {
                throw new ArchiveException(path + " is damaged: its content cannot be read.", e);
            } catch (IOException suppressed) {
                throw unreadable(path, suppressed);
            }
        }
    }

    private static Wacz open(Path path, ZipFile zip, boolean verifies) throws ArchiveException, IOException {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (leavesTheFile(entry.getName())) {
                throw new ArchiveException(
                        path + " is refused: its entry \"" + entry.getName() + "\" would lie outside of it.");
            }
        }
        byte[] bytes = small(path, zip, PACKAGE);
        JsonNode description = json(path, PACKAGE, bytes);
        Set<String> entries = new LinkedHashSet<>();
        for (JsonNode resource : description.path("resources")) {
            String name = resource.path("path").asString("");
            if (leavesTheFile(name)) {
                throw new ArchiveException(path + " is refused: its file \"" + name + "\" would lie outside of it.");
            }
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new ArchiveException(path + " is not whole: it describes a file " + name + ", which is missing.");
            }
            if (verifies) {
                verify(path, name, resource.path("hash").asString(""), zip.getInputStream(entry));
            }
            entries.add(name);
        }
        if (verifies && zip.getEntry(PACKAGE_DIGEST) != null) {
            String hash = json(path, PACKAGE_DIGEST, small(path, zip, PACKAGE_DIGEST))
                    .path("hash")
                    .asString("");
            verify(path, PACKAGE, hash, new ByteArrayInputStream(bytes));
        }
        return new Wacz(path, zip, description, entries);
    }

    /** Whether a file of that name would lie elsewhere, were the archive unpacked. */
    private static boolean leavesTheFile(String name) {
        return name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/", -1)).contains("..");
    }

    private static byte[] small(Path path, ZipFile zip, String name) throws ArchiveException, IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ArchiveException(path + " is not a WACZ file: it has no " + name + ".");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(PACKAGE_BYTES_MAX);
            if (bytes.length == PACKAGE_BYTES_MAX) {
                throw new ArchiveException(path + " is refused: its " + name + " is too large.");
            }
            return bytes;
        }
    }

    private static JsonNode json(Path path, String name, byte[] bytes) throws ArchiveException {
        try {
            return JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            throw new ArchiveException(path + " is damaged: its " + name + " is not JSON.", e);
        }
    }

    private static void verify(Path path, String name, String hash, InputStream content)
            throws ArchiveException, IOException {
        try (content) {
            if (!hash.startsWith(SHA256)) {
                return; // the specification allows other algorithms; SHA-256 is what tools write
            }
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(content, digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            if (!HexFormat.of().formatHex(digest.digest()).equalsIgnoreCase(hash.substring(SHA256.length()))) {
                throw new ArchiveException(
                        path + " is damaged: " + name
                                + " does not have the digest by which it is described. To use it nevertheless, add --no-verify.");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    private static ArchiveException unreadable(Path path, IOException e) {
        return new ArchiveException(path + " cannot be read: " + IoReasons.of(e) + ".", e);
    }

    /** The names of the WARC files, without their folder. */
    Set<String> warcs() {
        Set<String> names = new LinkedHashSet<>();
        within(ARCHIVE).forEach(name -> names.add(name.substring(ARCHIVE.length())));
        return names;
    }

    /** The files in a folder. */
    List<String> within(String folder) {
        List<String> names = new ArrayList<>();
        for (String name : entries) {
            if (name.startsWith(folder)) {
                names.add(name);
            }
        }
        return names;
    }

    /** A text of the description; null if it has none. */
    @Nullable String text(String property) {
        return description
                .path(property)
                .asStringOpt()
                .filter(text -> !text.isBlank())
                .orElse(null);
    }

    /** Opens a file. */
    InputStream open(String name) throws IOException {
        ZipEntry entry = entries.contains(name) ? zip.getEntry(name) : null;
        if (entry == null) {
            throw new IOException(path + " has no file " + name);
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
