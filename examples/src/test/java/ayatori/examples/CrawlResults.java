package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code crawl_results.txt}. Each entry is a line with a URL, a line with a title, and an empty line. */
final class CrawlResults {
    private static final Pattern ENTRY = Pattern.compile("\\GURL: (.*)\nTitle: (.*)\n\n");

    private CrawlResults() {}

    /** Returns the titles by URL. Fails if the file has anything but such entries. */
    static Map<String, String> of(Path file) throws IOException {
        String text = Files.readString(file);
        var titles = new LinkedHashMap<String, String>();
        int end = 0;
        for (Matcher entry = ENTRY.matcher(text); entry.find(); end = entry.end()) {
            assertThat(titles.put(entry.group(1), entry.group(2))).as(text).isNull();
        }
        assertThat(text.substring(end)).as(text).isEmpty();
        return titles;
    }
}
