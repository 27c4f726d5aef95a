package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import org.junit.jupiter.api.Test;

final class CrawlAndPrintTest {
    @Test
    void printsPagesAndTheirNumber() throws Exception {
        try (DemoSite site = DemoSite.start()) {
            String[] args = {site.url().toString()};
            var printed = Printed.by(() -> CrawlAndPrint.main(args)).lines().toList();
            assertThat(printed.getFirst()).isEqualTo("200 " + site.url() + "  Museum of String Figures");
            assertThat(printed.getLast()).isEqualTo(printed.size() - 1 + " pages");
        }
    }
}
