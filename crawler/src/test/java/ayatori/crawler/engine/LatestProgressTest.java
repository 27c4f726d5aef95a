package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatestProgressTest {
    private int snapshots;

    private final LatestProgress progress = new LatestProgress(() ->
            new CrawlProgress(CrawlProgress.State.RUNNING, ++snapshots, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of()));

    @Test
    void isTakenAtEachLookWhileItIsRead() {
        for (int look = 1; look <= 5; look++) {
            assertThat(progress.read().pages()).isEqualTo(look);
            progress.look();
        }
    }

    @Test
    void isTakenAtEachTenthLookOtherwise() {
        for (int look = 1; look < 10; look++) {
            progress.look();
        }
        assertThat(snapshots).isEqualTo(1);
        progress.look();
        assertThat(snapshots).isEqualTo(2);
    }
}
