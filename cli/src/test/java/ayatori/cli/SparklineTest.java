package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SparklineTest {

    private static final Style UNICODE = new Style(false, true);

    @Test
    void scalesToTheHighest() {
        assertThat(Sparkline.of(List.of(0.0, 25.0, 50.0, 100.0), 10, UNICODE)).isEqualTo("▁▃▅█");
        assertThat(Sparkline.of(List.of(0.0, 25.0, 50.0, 100.0), 10, Style.PLAIN))
                .isEqualTo("_-=#");
    }

    @Test
    void showsTheLatest() {
        assertThat(Sparkline.of(List.of(9.0, 9.0, 1.0, 2.0), 2, UNICODE)).isEqualTo("▅█");
    }

    @Test
    void isFlatWhereNothingHappens() {
        assertThat(Sparkline.of(List.of(0.0, 0.0), 10, UNICODE)).isEqualTo("▁▁");
        assertThat(Sparkline.of(List.of(), 10, UNICODE)).isEmpty();
        assertThat(Sparkline.of(List.of(1.0), 0, UNICODE)).isEmpty();
    }
}
