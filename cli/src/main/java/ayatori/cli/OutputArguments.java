package ayatori.cli;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the output goes and what is in it. */
final class OutputArguments {

    @Nullable Path out;

    /** In the order of the files in the summary; {@code jsonl} is always among them. */
    final Set<OutputFormat> formats = EnumSet.of(OutputFormat.JSONL);

    LinkDetail links = LinkDetail.ALL;

    Compression compression = Compression.NONE;

    OptionGroup options() {
        return new OptionGroup("Output:")
                .value(
                        "-o --out",
                        "DIR",
                        Converters::folder,
                        value -> out = value,
                        "The folder for the output, which must not hold a crawl yet"
                                + " (default: ayatori-out/<host>-<time>).")
                .value(
                        "--format",
                        "LIST",
                        text -> Converters.constants(OutputFormat.class, text),
                        formats::addAll,
                        "Also write pages in this format: txt (URL and title). pages.jsonl is always written.")
                .offering(List.of("jsonl", "txt", "jsonl,txt"))
                .choice(
                        "--links",
                        "WHAT",
                        LinkDetail.class,
                        value -> links = value,
                        "What a page's record says about its links: all, count or none (default: all).")
                .flag(
                        "--compress",
                        value -> compression = value ? Compression.ZSTD : Compression.NONE,
                        "Compress the records: pages.jsonl.zst and skipped.jsonl.zst, for zstdcat.");
    }
}
