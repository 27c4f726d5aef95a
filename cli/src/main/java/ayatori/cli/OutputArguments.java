package ayatori.cli;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the output goes and what is in it. */
final class OutputArguments {

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "The folder for the output. It must not hold a crawl yet (default: ayatori-out/<host>-<time>).")
    @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "jsonl",
            converter = Converters.OfFormat.class,
            description = "How pages are written: jsonl (one JSON object a line), txt (URL and title), or jsonl,txt"
                    + " (default: ${DEFAULT-VALUE}).")
    List<OutputFormat> formats = List.of();

    @Option(
            names = "--links",
            paramLabel = "WHAT",
            defaultValue = "all",
            converter = Converters.OfLinks.class,
            description = "What a page's record says of its links: all, count or none (default: ${DEFAULT-VALUE}).")
    LinkDetail links = LinkDetail.ALL;

    EnumSet<OutputFormat> formatSet() {
        return formats.isEmpty() ? EnumSet.of(OutputFormat.JSONL) : EnumSet.copyOf(formats);
    }
}
