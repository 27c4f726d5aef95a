package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlsTest {
    private final FakeTerminal terminal = new FakeTerminal(80, 24);
    private final ScriptedCrawl crawl = new ScriptedCrawl();
    private final LiveDisplay display = new LiveDisplay(
            new LiveView("x", Style.PLAIN, true), new Screen(terminal.stream(), true), () -> Window.USUAL);
    private final List<String> stops = new ArrayList<>();
    private final Controls controls = new Controls(crawl, display, () -> stops.add("stop"));

    private void press(String keys) {
        keys.chars().forEach(controls::press);
    }

    @Test
    void pausesAndGoesOn() {
        press("pp");
        assertThat(crawl.asked).containsExactly("pause", "unpause");
    }

    @Test
    void goesSlowerAndFasterWithinBounds() {
        press("--=");
        assertThat(crawl.asked).containsExactly("speed 0.5", "speed 0.25", "speed 0.5");
        crawl.asked.clear();
        press("++++++");
        assertThat(crawl.asked).containsExactly("speed 1.0", "speed 2.0", "speed 4.0");
    }

    @Test
    void showsHostsErrorsAndAllAgain() {
        press("e");
        display.update(ScriptedCrawl.progress(1));
        assertThat(String.join("\n", terminal.text()))
                .contains("latest pages with an error")
                .doesNotContain("hosts   ");
        press("e");
        display.update(ScriptedCrawl.progress(1));
        assertThat(String.join("\n", terminal.text())).contains("  hosts   ");
        display.close();
    }

    @Test
    void savesAndStops() {
        press("xq");
        assertThat(stops).containsExactly("stop");
        assertThat(crawl.asked).isEmpty();
    }
}
