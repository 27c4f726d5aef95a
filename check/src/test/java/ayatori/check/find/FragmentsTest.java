package ayatori.check.find;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.RecordedLinks;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FragmentsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "top", "TOP", "%74op", ":~:text=words", ":~:text=a,-b", "/route", "!route", "/"})
    void someFragmentsNameNoElement(String fragment) {
        assertThat(Fragments.nameOf(fragment)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"x, x", "x:~:text=words, x", "Top2, Top2", "caf%C3%A9, caf%C3%A9", "a/b, a/b"})
    void theOthersDo(String fragment, String name) {
        assertThat(Fragments.nameOf(fragment)).isEqualTo(name);
    }

    @Test
    void namesCountAsTheyAreAndPercentDecoded() {
        Set<String> ids = Set.of("café", "a b", "100%", "%41", "é\uFFFD");
        for (String name : List.of("café", "caf%C3%A9", "caf%c3%a9", "a%20b", "a b", "100%", "%41", "%C3%A9%FF")) {
            assertThat(Fragments.isAmong(ids, name)).as(name).isTrue();
        }
        for (String name : List.of("cafe", "CAFÉ", "a+b", "A", "%2541x")) {
            assertThat(Fragments.isAmong(ids, name)).as(name).isFalse();
        }
    }

    @Test
    void looksOnlyForWhatIsLinkedTo() {
        var fragments = new Fragments();
        fragments.want("https://a.example/x", "caf%C3%A9");
        fragments.want("https://a.example/x", "missing");
        fragments.find("https://a.example/x", links("https://a.example/x", "café", "other"));
        assertThat(fragments.knows("https://a.example/x")).isTrue();
        assertThat(fragments.knows("https://a.example/y")).isFalse();
        assertThat(fragments.has("https://a.example/x", "caf%C3%A9")).isTrue();
        assertThat(fragments.has("https://a.example/x", "missing")).isFalse();
        assertThat(fragments.has("https://a.example/x", "other"))
                .as("nobody links to it")
                .isFalse();
    }

    private static RecordedLinks links(String url, String... ids) {
        return new RecordedLinks(url, false, List.of(), List.of(ids));
    }

    @Test
    void aSetOfHashesHoldsWhatWasAdded() {
        var set = new LongSet();
        for (long hash = -5_000; hash < 5_000; hash++) {
            assertThat(set.add(hash * 0x9E3779B97F4A7C15L)).isTrue();
            assertThat(set.add(hash * 0x9E3779B97F4A7C15L)).isFalse();
        }
        assertThat(set.size()).isEqualTo(10_000);
        assertThat(set.contains(0)).isTrue();
        assertThat(set.contains(7)).isFalse();
    }
}
