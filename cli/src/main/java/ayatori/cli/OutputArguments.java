package ayatori.cli;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the output goes and what is in it. */
final class OutputArguments {

    @Nullable Path out;

    Set<OutputFormat> formats = EnumSet.of(OutputFormat.JSONL);
    LinkDetail links = LinkDetail.ALL;

    OptionGroup options() {
        return new OptionGroup("Output:")
                .value(
                        "-o --out",
                        "DIR",
                        Path::of,
                        value -> out = value,
                        "The folder for the output, which must not hold a crawl yet"
                                + " (default: ayatori-out/<host>-<time>).")
                .value(
                        "--format",
                        "LIST",
                        text -> Converters.constants(OutputFormat.class, text),
                        value -> formats = value,
                        "How pages are written: jsonl (one JSON object a line), txt (URL and title), or jsonl,txt"
                                + " (default: jsonl).")
                .value(
                        "--links",
                        "WHAT",
                        text -> Converters.constant(LinkDetail.class, text),
                        value -> links = value,
                        "What a page's record says of its links: all, count or none (default: all).");
    }
}
