package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.fetch.RobotsProblem;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RobotsErrandTest {
    @Test
    void messagesOfRobotsTxtSayWhatTheirRecordsSay() {
        var ask =
                new RobotsErrand.Ask(3, 7, "http://a.test", 2, Objects.requireNonNull(Url.tryParse("http://b.test/r")));
        assertThat(RobotsErrand.is(ask.toBytes())).isTrue();
        assertThat(RobotsErrand.of(ask.toBytes())).isEqualTo(ask);
        assertThat(answered(new RobotsAnswer.None(5, Duration.ofSeconds(2), null)))
                .isEqualTo(new RobotsAnswer.None(5, Duration.ofSeconds(2), null));
        assertThat(answered(new RobotsAnswer.Unreachable(5, null))).isEqualTo(new RobotsAnswer.Unreachable(5, null));
        assertThat(answered(new RobotsAnswer.NoHost(5))).isEqualTo(new RobotsAnswer.NoHost(5));
        assertThat(answered(new RobotsAnswer.Rules(new byte[] {1, 2}, 5)))
                .isInstanceOfSatisfying(
                        RobotsAnswer.Rules.class,
                        rules -> assertThat(rules.text()).containsExactly(1, 2));
    }

    private static RobotsAnswer answered(RobotsAnswer answer) {
        var problem = new RobotsProblem(null, "It is gone.");
        var told = new RobotsErrand.Told(1, new RobotsFetch.Answered(answer, problem));
        var read = (RobotsErrand.Told) RobotsErrand.of(told.toBytes());
        assertThat(read.token()).isEqualTo(1);
        assertThat(read.answer().problem()).isEqualTo(problem);
        return read.answer().answer();
    }
}
