package ayatori.web.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RobotsDirectivesTest {
    private static final RobotsDirectives NOINDEX = new RobotsDirectives(true, false, false, false, false);
    private static final RobotsDirectives NOFOLLOW = new RobotsDirectives(false, true, false, false, false);

    @Test
    void parsesMeta() {
        assertThat(RobotsDirectives.parse("NOINDEX ,\tnoFollow,unknown"))
                .isEqualTo(new RobotsDirectives(true, true, false, false, false));
        assertThat(RobotsDirectives.parse("none")).isEqualTo(NOINDEX.and(NOFOLLOW));
        assertThat(RobotsDirectives.parse("noarchive,nosnippet,noimageindex"))
                .isEqualTo(new RobotsDirectives(false, false, true, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "index,follow", ",,", "noindexed", "no index", "max-snippet:20"})
    void parsesMetaThatRestrictsNothing(String content) {
        assertThat(RobotsDirectives.parse(content)).isEqualTo(RobotsDirectives.ALL);
    }

    @Test
    void indexTakesNothingBack() {
        assertThat(RobotsDirectives.parse("noindex, index")).isEqualTo(NOINDEX);
    }

    @Test
    void headersWithoutNameAreForEveryone() {
        assertThat(RobotsDirectives.parseHeaders(List.of("noindex", "nofollow"), "Ayatori"))
                .isEqualTo(NOINDEX.and(NOFOLLOW));
    }

    @Test
    void headersWithAnotherNameAreNotForUs() {
        assertThat(RobotsDirectives.parseHeaders(List.of("googlebot: noindex, nofollow"), "Ayatori"))
                .isEqualTo(RobotsDirectives.ALL);
        assertThat(RobotsDirectives.parseHeaders(
                        List.of("otherbot: noindex, AYATORI: nofollow, googlebot:none"), "Ayatori"))
                .isEqualTo(NOFOLLOW);
    }

    @Test
    void directivesWithValuesAreNoNames() {
        assertThat(RobotsDirectives.parseHeaders(
                        List.of("unavailable_after: 25 Jun 2010 15:00:00 PST, noindex", "max-snippet: 3, nofollow"),
                        "Ayatori"))
                .isEqualTo(NOINDEX.and(NOFOLLOW));
    }

    @Test
    void noHeadersRestrictNothing() {
        assertThat(RobotsDirectives.parseHeaders(List.of(), "Ayatori")).isEqualTo(RobotsDirectives.ALL);
    }
}
