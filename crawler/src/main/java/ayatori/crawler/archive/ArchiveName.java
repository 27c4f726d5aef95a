package ayatori.crawler.archive;

import ayatori.crawler.CrawlArchive;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of archive files: {@code PREFIX-TIMESTAMP-SERIAL-WRITER.warc.gz}. */
public final class ArchiveName {
    private static final Pattern NAME = Pattern.compile(".*-[0-9]{14}-([0-9]{5,9})-.*");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ArchiveName() {}

    /**
     * A name.
     *
     * @param begun when the file is begun
     * @param writer the machine or the node that writes it
     * @param suffix {@link ArchiveEncoder#suffix}
     */
    public static String of(CrawlArchive archive, Instant begun, int serial, String writer, String suffix) {
        return "%s-%s-%05d-%s%s".formatted(archive.prefix(), TIME.format(begun), serial, writer, suffix);
    }

    /** {@return the serial number in a name, which may be a path; -1 if it is not the name of an archive file} */
    public static int serial(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
