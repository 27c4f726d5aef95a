package ayatori.archive.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.Url;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of files in a copy. */
final class SitePathsTest {
    private static final String[] PARTS = {
        "a",
        "A",
        "index",
        "Index.html",
        "con",
        "NUL",
        "aux.txt",
        "lpt1",
        "com\u00b9",
        "a.",
        "a%20",
        "%2e%2e",
        "%2E",
        "..%2f",
        "a%00b",
        "a%3Ab",
        "%E2%80%AE",
        "%C3%A9",
        "e%CC%81",
        "%EF%BC%A1",
        "\u00df",
        "ss",
        "%C4%B1",
        "i",
        "x".repeat(300),
        "%F0%9F%98%80".repeat(80),
        "a~2",
        "a~2.png",
        "a.png",
        "A.PNG",
        "a.png~2",
        ".htaccess",
        "-",
        "~",
        "%",
        "%zz",
        "%ff%fe",
        "a;b=c",
        "a,b",
        "a b",
        "desktop.ini"
    };

    private static Url url(String url) {
        return requireNonNull(Url.tryParse(url), url);
    }

    private static String path(SitePaths paths, String url) {
        return paths.pathOf(url(url), ".png", Set.of(".png"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/, example.org/index.png",
        "https://example.org/a/, example.org/a/index.png",
        "https://example.org:8443/a.png, example.org_8443/a.png",
        "https://example.org/a.png?x=1&y=2, example.org/a@x=1&y=2.png",
        "https://example.org/a.PNG, example.org/a.png",
        "https://example.org/b.jpg, example.org/b.jpg.png",
        "https://example.org/con/aux.png, example.org/_con/_aux.png",
        "https://example.org/%3C%3E%7C.png, example.org/___.png",
        "https://example.org/d./e%20, example.org/d_/e_.png",
        "https://example.org/.git/config, example.org/_git/config.png",
        "https://example.org/caf%C3%A9.png, example.org/caf\u00e9.png",
    })
    void aNameIsThatOfTheUrlAsFarAsEveryDiskTakesIt(String url, String path) {
        assertThat(path(new SitePaths(List.of()), url)).isEqualTo(path);
    }

    /** Any set of URLs, on a disk of any kind. */
    @Test
    void eachUrlHasAPathOfItsOwnThatEveryDiskTakes() {
        for (long seed = 0; seed < 40; seed++) {
            var random = new SplittableRandom(seed);
            var paths = new SitePaths(List.of("index.html", "not-kept.html"));
            Map<String, String> urls = new HashMap<>();
            Set<String> folders = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                var wanted =
                        new StringBuilder("https://" + (random.nextBoolean() ? "example.org" : "EXAMPLE.net") + "/");
                for (int n = random.nextInt(5); n > 0; n--) {
                    wanted.append(PARTS[random.nextInt(PARTS.length)]).append(n == 1 ? "" : "/");
                }
                wanted.append(random.nextInt(4) == 0 ? "?" + PARTS[random.nextInt(PARTS.length)] : "");
                Url url = url(wanted.toString());
                if (urls.containsValue(url.href())) {
                    continue;
                }
                String path = path(paths, url.href());
                String folded = folded(path);
                assertThat(urls.put(folded, url.href())).as(path).isNull();
                assertThat(path).hasSizeLessThanOrEqualTo(220);
                String[] parts = path.split("/", -1);
                var folder = new StringBuilder();
                for (int p = 0; p < parts.length; p++) {
                    mustBeSafe(parts[p]);
                    folder.append(parts[p]);
                    if (p < parts.length - 1) {
                        folders.add(folded(folder.toString()));
                    }
                    folder.append('/');
                }
            }
            assertThat(folders).as("no file is where a folder is").doesNotContainAnyElementsOf(urls.keySet());
            assertThat(urls).doesNotContainKeys("index.html", "not-kept.html");
        }
    }

    private static void mustBeSafe(String name) {
        assertThat(name)
                .isNotEmpty()
                .matches("[^\\x00-\\x1f<>:\"/\\\\|?*\\x7f]+")
                .doesNotMatch(".*[. ]")
                .doesNotMatch("(?i)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
    }

    /** How a disk may compare names: without case, and in any Unicode form. */
    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void aLongNameIsCutAndHasAHashThatIsTheSameInEveryCopy() {
        String url = "https://example.org/" + "x".repeat(100);
        String path = path(new SitePaths(List.of()), url);
        assertThat(path).matches("example\\.org/x{42}~[0-9a-f]{16}\\.png");
        assertThat(path(new SitePaths(List.of()), url)).isEqualTo(path);
        assertThat(path(new SitePaths(List.of()), url + "y")).isNotEqualTo(path);
    }
}
