package ayatori.text;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.databind.json.JsonMapper;

/** Prints the main content of pages in folders, evenly chosen, as JSON lines with HTML and Markdown. Usage: PAGES FOLDER... */
final class MarkdownSamples {
    private static final JsonMapper JSON = new JsonMapper();

    /** Longer pages, such as the index of everything, would take other tools minutes. */
    private static final int BYTES_MAX = 500_000;

    private MarkdownSamples() {}

    /** Prints the lines. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int count = Integer.parseInt(args[0]);
        for (String name : List.of(args).subList(1, args.length)) {
            Path folder = Path.of(name).toRealPath();
            List<Path> files = pages(folder);
            for (int at = 0; at < Math.min(count, files.size()); at++) {
                Path file = files.get((int) ((long) at * files.size() / Math.min(count, files.size())));
                String url = "http://docs.localhost/" + folder.getName(Math.max(0, folder.getNameCount() - 2)) + "/"
                        + folder.relativize(file);
                MainContent content = MainContent.of(read(file, url));
                out.println(JSON.writeValueAsString(Map.of(
                        "page", url,
                        "html", content.element().outerHtml(),
                        "markdown", content.markdown())));
            }
        }
    }

    private static List<Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> file.toFile().length() <= BYTES_MAX)
                    .sorted()
                    .toList();
        }
    }

    private static Document read(Path file, String url) {
        try {
            return Jsoup.parse(file.toFile(), null, url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
