package ayatori.export.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SafeNamesTest {
    private static String name(String url) {
        return new SafeNames().name(url, ".md");
    }

    @Test
    void namesFollowTheUrls() {
        assertThat(name("https://example.org/")).isEqualTo("example.org/index.md");
        assertThat(name("https://example.org/docs/")).isEqualTo("example.org/docs/index.md");
        assertThat(name("https://example.org/docs/intro.html")).isEqualTo("example.org/docs/intro.md");
        assertThat(name("https://example.org/a.php?id=7&b=%2F")).isEqualTo("example.org/a_id=7_b=_.md");
        assertThat(name("https://example.org/caf%C3%A9/%E6%97%A5")).isEqualTo("example.org/café/日.md");
        assertThat(name("https://example.org:8080/v1.2")).isEqualTo("example.org_8080/v1.2.md");
    }

    @Test
    void whatASystemCannotHaveIsReplaced() {
        assertThat(name("https://example.org/con")).isEqualTo("example.org/_con.md");
        assertThat(name("https://example.org/Aux.x/lpt1.txt")).isEqualTo("example.org/_Aux.x/_lpt1.txt.md");
        assertThat(name("https://example.org/%2e%2e%2f%2e%2e/etc%00")).isEqualTo("example.org/___/etc_.md");
        assertThat(name("https://example.org/a%3Ab%7C%22%3C%3E%2A%5C%E2%80%AE")).isEqualTo("example.org/a_b_______.md");
        assertThat(name("https://example.org/dot./x")).isEqualTo("example.org/dot_/x.md");
        assertThat(name("https://example.org//a//b")).isEqualTo("example.org/_/a/_/b.md");
    }

    @Test
    void noTwoNamesAreEqualOnASystemThatIgnoresCase() {
        var names = new SafeNames();
        List<String> all = List.of(
                names.name("https://example.org/A", ".md"),
                names.name("https://example.org/a", ".md"),
                names.name("https://example.org/a.html", ".md"),
                names.name("https://example.org/a.htm", ".md"),
                names.name("https://example.org/a%2Eb", ".md"),
                names.name("https://example.org/e%CC%81", ".md"),
                names.name("https://example.org/%C3%A9", ".md"));
        assertThat(all.stream().map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
        assertThat(all).first().isEqualTo("example.org/A.md");
        assertThat(all.get(1)).matches("example\\.org/a-[0-9a-f]{10}\\.md");
        assertThat(all.get(6)).matches("example\\.org/é-[0-9a-f]{10}\\.md");
    }

    @Test
    void aNameIsNeverAFileAndAFolder() {
        var names = new SafeNames();
        assertThat(names.name("https://example.org/a", ".md")).isEqualTo("example.org/a.md");
        assertThat(names.name("https://example.org/a.md/b", ".md")).doesNotStartWith("example.org/a.md/");
        assertThat(names.name("https://example.org/c.md/b", ".md")).isEqualTo("example.org/c.md/b.md");
        assertThat(names.name("https://example.org/c", ".md")).matches("example\\.org/c-[0-9a-f]{10}\\.md");
    }

    @Test
    void anyUrlsHaveNamesThatAreShortDifferentAndWithinTheFolder() {
        var random = new Random(42);
        String letters = "aAbB.%/?=&-_~:;é日\u202e con \\\u0000";
        var names = new SafeNames();
        Set<String> taken = new HashSet<>();
        for (int round = 0; round < 5_000; round++) {
            var url = new StringBuilder("https://example.org/");
            for (int length = random.nextInt(round % 50 == 0 ? 3_000 : 12); length > 0; length--) {
                url.append(letters.charAt(random.nextInt(letters.length())));
            }
            String name = names.name(url.toString(), ".md");
            assertThat(taken.add(name.toLowerCase(Locale.ROOT))).as(name).isTrue();
            assertThat(name.length()).isLessThanOrEqualTo(310);
            for (String segment : name.split("/", -1)) {
                assertThat(segment)
                        .isNotEmpty()
                        .isNotEqualTo(".")
                        .isNotEqualTo("..")
                        .matches("[^<>:\"|?*\\\\\\x00-\\x1f]+");
                assertThat(segment).doesNotEndWith(".").doesNotEndWith(" ");
                assertThat(segment.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(120);
            }
        }
    }
}
