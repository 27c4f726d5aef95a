package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.store.MemoryStore;
import org.junit.jupiter.api.Test;

class CookieWallsTest {
    @Test
    void aWayThroughACookieWallIsKnownAfterARestart() {
        var store = new MemoryStore();
        var walls = new CookieWalls();
        assertThat(walls.leadsThrough("http://a.test/", "http://a.test/set", true))
                .isTrue();
        walls.save(store);

        var again = new CookieWalls();
        again.load(store);

        assertThat(again.leadsThrough("http://a.test/set", "http://a.test/", false))
                .isTrue();
        assertThat(again.leadsThrough("http://a.test/x", "http://a.test/y", false))
                .isFalse();
    }

    @Test
    void theStoreHoldsNoMoreThanTheMemory() {
        var store = new MemoryStore();
        var walls = new CookieWalls();
        for (int i = 0; i < 10_500; i++) {
            walls.leadsThrough("http://a.test/", "http://a.test/" + i, true);
            if (i % 100 == 0) {
                walls.save(store);
            }
        }
        walls.save(store);
        var again = new CookieWalls();
        again.load(store);
        assertThat(again.leadsThrough("http://a.test/0", "http://a.test/", false))
                .as("forgotten")
                .isFalse();
        assertThat(again.leadsThrough("http://a.test/10499", "http://a.test/", false))
                .isTrue();
    }
}
