package ayatori.warc;

import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.Original;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads which bodies archives hold: from crawl folders, folders of WARC files, WARC files, and CDXJ indexes. */
final class KnownBodies {
    private static final Logger LOG = Logger.getLogger("ayatori.warc");
    private static final DateTimeFormatter CDX_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private KnownBodies() {}

    static void read(Path archive, ArchiveFormat.Known known) throws IOException {
        if (Files.isDirectory(archive)) {
            Path inside = archive.resolve("archive");
            List<Path> files = warcs(Files.isDirectory(inside) ? inside : archive);
            if (files.isEmpty()) {
                throw new IOException("There is no WARC file in " + archive + " to refer to.");
            }
            for (Path file : files) {
                readWarc(file, known);
            }
        } else if (!Files.exists(archive)) {
            throw new IOException("There is no " + archive + " to refer to.");
        } else if (isWarc(archive)) {
            readWarc(archive, known);
        } else {
            readIndex(archive, known);
        }
    }

    /** The WARC files of a folder, in the order of their names. */
    static List<Path> warcs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(KnownBodies::isWarc).sorted().toList();
        }
    }

    private static boolean isWarc(Path file) {
        return String.valueOf(file.getFileName()).matches("(?i).*\\.warc(\\.gz|\\.zst)?");
    }

    private static void readWarc(Path file, ArchiveFormat.Known known) throws IOException {
        var damage = new Damage(file);
        new WarcFile(file).forEach((record, _) -> readRecord(record, known), damage);
        damage.sentences().forEach(LOG::warning);
    }

    private static void readRecord(WarcRecord record, ArchiveFormat.Known known) {
        String digest = record.headers().first("WARC-Payload-Digest").orElse(null);
        boolean isWhole = record.headers().first("WARC-Truncated").isEmpty();
        if (record instanceof WarcResponse response && digest != null && isWhole && isHttp(record)) {
            add(digest, response.target(), WarcDate.of(record), known);
        }
    }

    private static boolean isHttp(WarcRecord record) {
        return record.contentType().base().toString().equals("application/http");
    }

    private static void add(String text, String url, Instant at, ArchiveFormat.Known known) {
        Digest digest = Digest.parse(text);
        if (digest != null && digest.algorithm().equals("SHA-1")) {
            known.add(digest.value(), new Original(url, at));
        }
    }

    /** Lines of SURT, time and JSON; a header and lines that refer to other captures are left out. */
    private static void readIndex(Path file, ArchiveFormat.Known known) throws IOException {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line; (line = lines.readLine()) != null; ) {
                number++;
                if (!line.isBlank() && !line.startsWith("!")) {
                    readLine(line, known);
                }
            }
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
            throw new IOException("Line " + number + " of " + file + " is not one of a CDXJ index.", e);
        }
    }

    private static void readLine(String line, ArchiveFormat.Known known) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("no JSON");
        }
        JsonNode fields = JsonMapper.shared().readTree(parts[2]);
        String digest = text(fields, "digest");
        String url = text(fields, "url");
        boolean isRevisit = "warc/revisit".equals(text(fields, "mime"));
        if (digest != null && url != null && !isRevisit) {
            Instant at =
                    LocalDateTime.parse(parts[1].substring(0, 14), CDX_TIME).toInstant(ZoneOffset.UTC);
            add(digest.contains(":") ? digest : "sha1:" + digest, url, at, known);
        }
    }

    private static @Nullable String text(JsonNode fields, String name) {
        return fields.path(name).isString() ? fields.path(name).stringValue() : null;
    }
}
