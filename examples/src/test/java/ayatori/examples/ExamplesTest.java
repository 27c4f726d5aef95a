package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import ayatori.demosite.DemoSite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExamplesTest {
    @Test
    void gatherTwo() throws Exception {
        var clock = new VirtualClock();
        List<String> printed = Printed.by(() -> Async.run(RunOptions.defaults().withClock(clock), GatherTwo::example));
        assertThat(printed).containsExactly("[Task 1 complete, Task 2 complete]");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void crawlAndPrint() throws Exception {
        try (DemoSite site = DemoSite.start()) {
            List<String> printed =
                    Printed.by(() -> CrawlAndPrint.main(new String[] {site.url().toString()}));
            assertThat(printed.getFirst()).isEqualTo("200 " + site.url() + "  Museum of String Figures");
            assertThat(printed.getLast()).isEqualTo(printed.size() - 1 + " pages");
        }
    }
}
