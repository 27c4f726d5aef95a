package ayatori.check.find;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.folder.RecordedLinks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedTest {
    private static @Nullable String problem(String raw, @Nullable String to, @Nullable RequisiteRole role) {
        return Malformed.problem(new RecordedLinks.Place(to, null, raw, "a", "href", role, null, 1, null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "htp://a.example/",
                "ttp://a.example/",
                "htttp://a.example/",
                "hhttp://a.example/",
                "htpp://a.example/",
                "htps://a.example/",
                "HTTSP://a.example/",
                "mailto:",
                "mailto:nobody",
                "tel:",
                "tel:call"
            })
    void knowsWhatIsMisspelled(String raw) {
        assertThat(problem(raw, null, null)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "mailto:me@a.example",
                "mailto:?subject=x",
                "tel:+1-555",
                "sms:123",
                "git+ssh://a.example/",
                "magnet:?xt=urn",
                "matrix:r/room",
                "spotify:track:x",
                "hxxp://a.example/"
            })
    void leavesOtherSchemesAlone(String raw) {
        assertThat(problem(raw, null, null)).isNull();
    }

    @Test
    void whatAPageLoadsIsNotEmpty() {
        assertThat(problem("", "https://a.example/", RequisiteRole.IMAGE)).isNotNull();
        assertThat(problem("", "https://a.example/", null))
                .as("a link to the page itself")
                .isNull();
    }
}
