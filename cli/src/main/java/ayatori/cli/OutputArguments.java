package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the output goes and what is in it. */
final class OutputArguments {

    @Nullable Path out;

    boolean toStandardOutput;

    /** Those that were given. */
    private final Set<OutputFormat> formats = EnumSet.noneOf(OutputFormat.class);

    private @Nullable LinkDetail links;
    private boolean isCompressed;

    /** The options, with the help of the one for the folder. */
    OptionGroup options(String ofOut) {
        OptionGroup group = new OptionGroup("Output:")
                .value("-o --out", "DIR", Converters::folder, value -> out = value, ofOut)
                .value(
                        "--format",
                        "LIST",
                        text -> Converters.constants(OutputFormat.class, text),
                        formats::addAll,
                        "Also write pages in these formats: csv (pages.csv, for spreadsheets), txt (URL and title), warc"
                                + " (an archive of the exact bytes). pages.jsonl is always written.")
                .offering(List.of("jsonl", "csv", "txt", "csv,txt", "warc"));
        return addRecordOptions(group);
    }

    /** The options that say what records look like, without a folder. */
    OptionGroup recordOptions() {
        return addRecordOptions(new OptionGroup("Output:"));
    }

    private OptionGroup addRecordOptions(OptionGroup group) {
        return group.choice(
                        "--links",
                        "WHAT",
                        LinkDetail.class,
                        value -> links = value,
                        "What a page's record says about its links: all, count or none (default: all). full: all, and links.jsonl"
                                + " with the text and the line of each.")
                .flag(
                        "--compress",
                        value -> isCompressed = value,
                        "Compress the records: pages.jsonl.zst and skipped.jsonl.zst, for zstdcat.");
    }

    /** The options of a command that can write records to standard output too. */
    OptionGroup streamingOptions(String ofOut) {
        return options(ofOut)
                .flag(
                        "--stdout",
                        value -> toStandardOutput = value,
                        "Write the records of pages to standard output, as JSON lines, and the progress and the summary to"
                                + " standard error. Without --out nothing else is written, and the crawl cannot be resumed.");
    }

    /**
     * Refuses what makes no sense.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void check() {
        if (toStandardOutput && out == null && isCompressed) {
            throw new IllegalArgumentException("--compress is for the files of an output folder: name one by --out");
        }
        if (toStandardOutput && out == null && !formats.isEmpty()) {
            throw new IllegalArgumentException("--format is for the files of an output folder: name one by --out");
        }
    }

    /** Asks for formats. */
    void formats(Collection<OutputFormat> more) {
        formats.addAll(more);
    }

    /** Asks for an archive. */
    void archive() {
        formats.add(OutputFormat.WARC);
    }

    /** Whether an archive is asked for. */
    boolean isArchived() {
        return formats.contains(OutputFormat.WARC);
    }

    /** Sets those that were given. {@code jsonl} is always among the formats. */
    void apply(CrawlOptions.Builder options) {
        if (!formats.isEmpty()) {
            Set<OutputFormat> all = EnumSet.of(OutputFormat.JSONL);
            all.addAll(formats);
            options.output(output -> output.formats(all));
        }
        LinkDetail detail = links;
        if (detail != null) {
            options.output(output -> output.links(detail));
        }
        if (isCompressed) {
            options.output(output -> output.compression(Compression.ZSTD));
        }
    }
}
