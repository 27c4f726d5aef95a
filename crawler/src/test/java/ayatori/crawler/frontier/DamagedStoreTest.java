package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.store.KeyValueStore;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that lacks what the frontier put there: a refusal in words, and no defect of the program. */
final class DamagedStoreTest {
    /** A driver whose store has lost all entries of a kind. */
    private static FrontierDriver without(int kind) {
        var driver = new FrontierDriver(FREE.withObeyRobots(true));
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), "deny /no/");
        driver.ok(driver.fetch());
        driver.seed("http://a.test/2");
        FrontierDriver again = driver.reopened(driver.now);
        List<byte[]> lost = new ArrayList<>();
        try (KeyValueStore.Entries entries = again.store.scan(Keys.startOf(kind), Keys.startOf(kind + 1))) {
            while (entries.next()) {
                lost.add(entries.key().clone());
            }
        }
        lost.forEach(again.store::delete);
        return again;
    }

    @Test
    void aLostQueueEntryIsNamed() {
        FrontierDriver driver = without('Q');
        assertThatThrownBy(driver::tick)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the state of the crawl is damaged: a queue entry that a host counts is gone");
    }

    @Test
    void aLostRobotsTxtIsNamed() {
        FrontierDriver driver = without('R');
        assertThatThrownBy(driver::tick)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the state of the crawl is damaged: no robots.txt of http://a.test");
    }
}
