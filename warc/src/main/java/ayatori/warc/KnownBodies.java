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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads which bodies archives hold: from crawl folders, folders of WARC files, WARC files, and CDXJ indexes. */
final class KnownBodies {
    private static final DateTimeFormatter CDX_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final int SHA1_BYTES = 20;

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
        new WarcFile(file).forEach((record, _) -> {
            if (record instanceof WarcResponse response
                    && response.payloadDigest().isPresent()
                    && record.headers().first("WARC-Truncated").isEmpty()
                    && isHttp(record)) {
                add(response.payloadDigest().get(), response.target(), record.date(), known);
            }
        });
    }

    private static boolean isHttp(WarcRecord record) {
        return record.contentType().base().toString().equals("application/http");
    }

    private static void add(WarcDigest digest, String url, Instant at, ArchiveFormat.Known known) {
        if (digest.algorithm().equalsIgnoreCase("sha1") && digest.bytes().length == SHA1_BYTES) {
            known.add(digest.bytes(), new Original(url, at));
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
            add(new WarcDigest(digest.contains(":") ? digest : "sha1:" + digest), url, at, known);
        }
    }

    private static @Nullable String text(JsonNode fields, String name) {
        return fields.path(name).isString() ? fields.path(name).stringValue() : null;
    }
}
