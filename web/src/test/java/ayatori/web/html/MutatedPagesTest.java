package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken pages: no exception, no endless loop, and no byte outside the page is read. */
final class MutatedPagesTest {
    private static final int MUTATIONS = 10_000;

    /** The pieces that mutations insert: everything that has a meaning to the tokenizer. */
    private static final List<String> FRAGMENTS = List.of(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "--!>",
            "<!",
            "<?",
            "=",
            "\"",
            "'",
            "&",
            "&#",
            "&#x",
            "&amp",
            ";",
            "\0",
            "\r",
            "\n",
            "<svg>",
            "</svg>",
            "<math>",
            "<mi>",
            "<foreignObject>",
            "<desc>",
            "</desc>",
            "<annotation-xml>",
            "<![CDATA[",
            "]]>",
            "<title>",
            "</title",
            "<script>",
            "</script",
            "<style>",
            "<template>",
            "</template>",
            "<plaintext>",
            "<p>",
            "</p>",
            "<base href=",
            "<a href='",
            "<img srcset=\"a 1x, ",
            "<!DOCTYPE ",
            "PUBLIC '",
            "<meta http-equiv=refresh content='1;url=",
            "<meta name=robots content=");

    @Test
    void mutatedPagesAreReadTheSameWhateverSurroundsThem() throws IOException {
        List<RealPage> pages = RealPage.all();
        PageScanner alone = new PageScanner();
        PageScanner surrounded = new PageScanner();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] page = mutate(pages.get(random.nextInt(pages.size())).body(), random);
            byte[] padded = new byte[page.length + 256];
            Arrays.fill(padded, (byte) '<');
            System.arraycopy(page, 0, padded, 128, page.length);
            try {
                alone.scan(page, 0, page.length);
                surrounded.scan(padded, 128, page.length);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertThat(facts(surrounded)).as("seed %d", seed).isEqualTo(facts(alone));
        }
    }

    @Test
    void timeGrowsInStepWithTheInput() {
        // Each takes milliseconds. With a quadratic step it would take most of a minute.
        int size = 1 << 19;
        List<String> units = new ArrayList<>(FRAGMENTS);
        units.addAll(List.of(
                "<svg><g>",
                "</x>",
                "<svg></x>",
                "<svg><desc>",
                "<a ",
                "<a x",
                " x",
                "<a href=x ",
                "<!-",
                "--",
                "&#0",
                "<script><!--<script>",
                "<a href='&",
                "<font color>",
                "<svg><font>",
                ",",
                "a,",
                "a 1x,",
                "(",
                "a 1x "));
        List<String> openings = List.of(
                "",
                "<title>",
                "<script>",
                "<script><!--",
                "<a ",
                "<a href='",
                "<svg><g><g><g>",
                "<img srcset='",
                "<meta http-equiv=refresh content='",
                "<meta name=robots content='",
                "<a rel='",
                "<!--",
                "<![CDATA[",
                "<svg><![CDATA[",
                "<svg>".repeat(600));
        PageScanner scanner = new PageScanner();
        for (String opening : openings) {
            for (String unit : units) {
                byte[] page = (opening + unit.repeat(size / unit.length())).getBytes(StandardCharsets.ISO_8859_1);
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> scanner.scan(page, 0, page.length),
                        () -> opening + " and many " + unit);
            }
        }
    }

    static byte[] mutate(byte[] page, Random random) {
        int length = Math.min(page.length, 2_000 + random.nextInt(20_000));
        int start = random.nextInt(page.length - length + 1);
        String text = new String(page, start, length, StandardCharsets.ISO_8859_1);
        StringBuilder mutated = new StringBuilder(text);
        int mutations = 1 + random.nextInt(20);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(mutated.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 1 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(30)));
                case 2 -> mutated.insert(at, (char) random.nextInt(256));
                default -> mutated.setLength(Math.max(1, mutated.length() - random.nextInt(200)));
            }
        }
        return mutated.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Everything that the scanner found. */
    static List<Object> facts(PageScanner scanner) {
        List<Object> facts = new ArrayList<>();
        facts.add("title " + scanner.title() + ", base " + scanner.baseHref() + ", canonical " + scanner.canonicalHref()
                + ", lang " + scanner.lang() + ", refresh " + scanner.refresh());
        facts.add(scanner.robotsMeta());
        for (int i = 0; i < scanner.linkCount(); i++) {
            facts.add(scanner.linkKind(i) + " " + scanner.link(i) + " " + scanner.linkNofollow(i));
        }
        return facts;
    }
}
