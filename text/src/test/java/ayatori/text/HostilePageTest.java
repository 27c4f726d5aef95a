package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No page takes more than its share of time, memory or stack. */
final class HostilePageTest {
    private static final int SMALL = 400;
    private static final int GROWTH = 8;
    /**
     * How much more than its share of time a large page may take: caches are left, and code is compiled meanwhile. Some shapes that are linear
     * take 12 times as long at 8 times the size; what grows with the square takes 64 times.
     */
    private static final int SLACK = 5;

    private static final int ATTEMPTS = 4;
    private static final long NANOS_MIN = 1_000_000;
    private static final long BYTES_MIN = 1 << 20;
    private static final int MUTATED_CHARACTERS_MAX = 50_000;

    static List<HostilePages.Shape> shapes() {
        return HostilePages.SHAPES;
    }

    /** Code that is not compiled yet would make the small pages slow, and hide what is slow about the large ones. */
    @BeforeAll
    static void warmUp() {
        for (HostilePages.Shape shape : HostilePages.SHAPES) {
            HostilePages.read(shape.page(SMALL));
        }
    }

    /** The time is that of the thread alone, so that a busy machine is not taken for a slow reading. */
    @ParameterizedTest
    @MethodSource("shapes")
    void readsInLinearTimeAndMemory(HostilePages.Shape shape) {
        Document small = shape.page(SMALL);
        Document large = shape.page(GROWTH * SMALL);
        HostilePages.Cost share = HostilePages.read(small).max(HostilePages.read(small));
        HostilePages.Cost cost = HostilePages.read(large);
        assertThat(cost.bytes()).as("bytes").isLessThan(SLACK * GROWTH * Math.max(BYTES_MIN, share.bytes()));
        long nanosMax = SLACK * GROWTH * Math.max(NANOS_MIN, share.nanos());
        for (int attempt = 1; attempt < ATTEMPTS && cost.nanos() > nanosMax; attempt++) {
            cost = HostilePages.read(large);
        }
        assertThat(cost.nanos()).as("nanoseconds").isLessThanOrEqualTo(nanosMax);
    }

    @Test
    void needsNoStackForDepth() {
        assertThat(HostilePages.read(HostilePages.deep(20_000)).bytes()).isPositive();
    }

    @Test
    void resolvesLinksAgainstALongUrlInBoundedMemory() {
        String url = "https://example.org/" + "a/".repeat(1_500);
        for (String link : List.of("<a href=x>a</a> ", "<a href=#x>a</a> ")) {
            Document page = Jsoup.parse(link.repeat(4_000), url);
            assertThat(MainContent.wholePage(page).markdown().length()).isLessThan(10_000_000);
        }
    }

    @Test
    void readsMutatedPages() {
        List<Path> pages = pages(Suites.with("text/wcxb").resolve("text/wcxb/html"));
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            StringBuilder html = new StringBuilder(html(pages.get(random.nextInt(pages.size()))));
            for (int change = 0; change < 200; change++) {
                int from = random.nextInt(html.length());
                int to = Math.min(html.length(), from + random.nextInt(200));
                String piece = html.substring(from, to);
                switch (random.nextInt(3)) {
                    case 0 -> html.delete(from, to);
                    case 1 -> html.insert(random.nextInt(html.length()), piece);
                    default -> html.setCharAt(from, "<>/='\"& \0a".charAt(random.nextInt(10)));
                }
            }
            int failing = seed;
            Assertions.assertDoesNotThrow(
                    () -> MainContent.of(Jsoup.parse(html.toString(), "https://example.org/"))
                            .markdown(),
                    () -> "seed " + failing);
        }
    }

    private static List<Path> pages(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String html(Path file) {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            String html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int body = Math.max(0, html.indexOf("<body"));
            return html.substring(body, Math.min(html.length(), body + MUTATED_CHARACTERS_MAX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
