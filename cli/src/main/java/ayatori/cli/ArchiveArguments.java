package ayatori.cli;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.CrawlOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a crawl is archived. */
final class ArchiveArguments {
    private UnaryOperator<CrawlArchive> changes = archive -> archive;

    /** The names of the options that were given. */
    private final List<String> given = new ArrayList<>();

    OptionGroup options() {
        return new OptionGroup("Archive, with --format warc:")
                .value(
                        "--warc-size",
                        "SIZE",
                        Converters::size,
                        value -> change("--warc-size", archive -> archive.withFileBytes(value)),
                        "Begin a new WARC file at this size (default: 1GB).")
                .value(
                        "--warc-prefix",
                        "NAME",
                        text -> CrawlArchive.DEFAULT.withPrefix(text).prefix(),
                        value -> change("--warc-prefix", archive -> archive.withPrefix(value)),
                        "What the names of WARC files begin with (default: ayatori).")
                .value(
                        "--warc-compression",
                        "NAME",
                        ArchiveArguments::isZstd,
                        value -> change("--warc-compression", archive -> archive.withZstd(value)),
                        "gzip for .warc.gz, which every tool reads, or zstd for .warc.zst, which is faster and smaller"
                                + " (default: gzip).")
                .offering(List.of("gzip", "zstd"))
                .value(
                        "--warc-dictionary",
                        "FILE",
                        Converters::path,
                        value -> change("--warc-dictionary", archive -> archive.withDictionary(value.toAbsolutePath())),
                        "Compress by zstd with this dictionary, which zstd --train makes of similar files.")
                .value(
                        "--max-archive-body",
                        "SIZE",
                        Converters::size,
                        value -> change("--max-archive-body", archive -> archive.withMaxBody(value)),
                        "Archive this much of one answer at most, also where --max-body is less (default: 1GB).")
                .flag(
                        "--keep-secrets",
                        value -> change("--keep-secrets", archive -> archive.withKeepSecrets(value)),
                        "Leave the values of Authorization and Cookie in the archived requests.")
                .flag(
                        "--warc-block-digests",
                        value -> change("--warc-block-digests", archive -> archive.withBlockDigests(value)),
                        "Also digest answers with their heads, beside their bodies.")
                .value(
                        "--operator",
                        "TEXT",
                        ArchiveArguments::operator,
                        value -> change("--operator", archive -> archive.withOperator(value)),
                        "Who runs the crawl and how to reach them, for the archive: 'Ada Lovelace <ada@example.org>'.")
                .values(
                        "--dedupe-against",
                        "PATH",
                        Converters::path,
                        values -> change("--dedupe-against", archive -> archive.withDedupeAgainst(absolute(values))),
                        "Refer to what this crawl folder, WARC file or CDXJ index has, and do not archive it again.");
    }

    private static String operator(String text) {
        var _ = CrawlArchive.DEFAULT.withOperator(text); // checks it
        return text;
    }

    private static boolean isZstd(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "gzip", "gz" -> false;
            case "zstd", "zst" -> true;
            default -> throw new IllegalArgumentException("'" + text + "' is neither gzip nor zstd");
        };
    }

    private static List<Path> absolute(List<Path> paths) {
        return paths.stream().map(Path::toAbsolutePath).toList();
    }

    private void change(String option, UnaryOperator<CrawlArchive> change) {
        UnaryOperator<CrawlArchive> before = changes;
        changes = archive -> change.apply(before.apply(archive));
        given.add(option);
    }

    /**
     * Refuses what makes no sense.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void check(boolean isArchived) {
        if (!isArchived && !given.isEmpty()) {
            throw new IllegalArgumentException(given.getFirst() + " is about archives: add --format warc");
        }
    }

    /** Sets those that were given. */
    void apply(CrawlOptions.Builder options) {
        if (!given.isEmpty()) {
            options.output(output -> output.archive(changes));
        }
    }
}
