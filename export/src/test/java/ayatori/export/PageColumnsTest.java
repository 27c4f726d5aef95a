package ayatori.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlContent;
import ayatori.crawler.extract.TextOptions;
import ayatori.export.table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageColumnsTest {
    private static final TextOptions TEXT = new TextOptions(true, true, false, false);

    /** Else a field would share its column with what the crawl itself records. */
    @Test
    void aFieldCannotHaveTheNameOfAColumn() {
        for (Column column : new PageColumns(new ColumnKinds(), new ColumnKinds(), TEXT).columns()) {
            String name = column.name().replaceAll("\\..*", "");
            assertThatThrownBy(() -> new CrawlContent(List.of(name + "=h1"), null, false, false, TEXT))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }
}
