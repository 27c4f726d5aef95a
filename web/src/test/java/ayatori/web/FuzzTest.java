package ayatori.web;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.charset.CharsetFuzz;
import ayatori.web.cookie.CookieFuzz;
import ayatori.web.html.HtmlFuzz;
import ayatori.web.http.ResponseFuzz;
import ayatori.web.sitemap.SitemapFuzz;
import ayatori.web.url.UrlFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fuzz target on its seeds and on a thousand changes to them, the same in each run ({@code -Dfuzz.inputs=}
 * asks for more); {@code web/fuzz.sh} runs them under Jazzer, which looks for what is not covered yet, for as long as it
 * is told to.
 */
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "html.HtmlFuzz",
                "url.UrlFuzz",
                "http.ResponseFuzz",
                "sitemap.SitemapFuzz",
                "cookie.CookieFuzz",
                "charset.CharsetFuzz"
            })
    void readsWhateverComes(String target) throws IOException {
        List<byte[]> seeds = FuzzSeeds.of(target);
        assertThat(seeds).isNotEmpty();
        for (byte[] seed : seeds) {
            read(target, seed);
        }
        Random random = new Random(4);
        for (int i = 0; i < INPUTS; i++) {
            read(target, changed(seeds, random));
        }
    }

    private static void read(String target, byte[] input) {
        try {
            switch (target) {
                case "html.HtmlFuzz" -> HtmlFuzz.fuzzerTestOneInput(input);
                case "url.UrlFuzz" -> UrlFuzz.fuzzerTestOneInput(input);
                case "http.ResponseFuzz" -> ResponseFuzz.fuzzerTestOneInput(input);
                case "sitemap.SitemapFuzz" -> SitemapFuzz.fuzzerTestOneInput(input);
                case "cookie.CookieFuzz" -> CookieFuzz.fuzzerTestOneInput(input);
                case "charset.CharsetFuzz" -> CharsetFuzz.fuzzerTestOneInput(input);
                default -> throw new IllegalArgumentException("No such fuzz target: " + target);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(target + " fails on " + Base64.getEncoder().encodeToString(input), e);
        }
    }

    /** A seed with some bytes changed, cut out, doubled, or taken from another seed. */
    private static byte[] changed(List<byte[]> seeds, Random random) {
        StringBuilder text = new StringBuilder(latin1(seeds, random));
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + 1 + random.nextInt(16));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, (char) random.nextInt(256));
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(at, text.substring(at, end));
                case 3 -> {
                    String other = latin1(seeds, random);
                    int from = random.nextInt(other.length() + 1);
                    text.insert(at, other, from, Math.min(other.length(), from + 32));
                }
                default -> text.setLength(at);
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin1(List<byte[]> seeds, Random random) {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        return new String(Arrays.copyOf(seed, Math.min(seed.length, 4_096)), StandardCharsets.ISO_8859_1);
    }
}
