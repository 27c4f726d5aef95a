package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenTest {

    private final FakeTerminal terminal = new FakeTerminal(20, 6);
    private final Screen screen = new Screen(terminal.stream(), false);

    @Test
    void redrawsInPlace() {
        screen.show(List.of("one", "two", "three"));
        screen.show(List.of("ONE", "2", "three"));
        assertThat(terminal.text()).containsExactly("ONE", "2", "three");
        assertThat(terminal.cursorShown).isFalse();
    }

    @Test
    void waitsAtTheBeginningOfTheFirstLine() {
        screen.show(List.of("one", "two", "three"));
        assertThat(terminal.row()).isZero();
        assertThat(terminal.column()).isZero();
    }

    @Test
    void clearsLinesThatAreNoLongerShown() {
        screen.show(List.of("one", "two", "three"));
        screen.show(List.of("1"));
        assertThat(terminal.text()).containsExactly("1");
    }

    @Test
    void keepsPrintedLinesAboveTheRedrawnOnes() {
        screen.show(List.of("view", "more"));
        screen.print("first");
        screen.print("second");
        screen.show(List.of("VIEW"));
        assertThat(terminal.text()).containsExactly("first", "second", "VIEW");
    }

    @Test
    void neverWrapsARedrawnLineButWrapsAPrintedOne() {
        screen.show(List.of("x".repeat(25), "short"));
        assertThat(terminal.text()).hasSize(2);
        assertThat(terminal.lost).isEqualTo(5);
        screen.print("y".repeat(25));
        assertThat(terminal.text().subList(0, 2)).containsExactly("y".repeat(20), "y".repeat(5));
    }

    @Test
    void scrollsWithManyPrintedLines() {
        screen.show(List.of("view", "more"));
        for (int line = 0; line < 20; line++) {
            screen.print("line " + line);
        }
        assertThat(terminal.text()).hasSize(22).endsWith("line 19", "view", "more");
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        screen.show(List.of("view", "more"));
        screen.print("kept");
        screen.close();
        screen.close();
        assertThat(terminal.text()).containsExactly("kept", "");
        assertThat(terminal.cursorShown).isTrue();
        screen.show(List.of("late"));
        assertThat(terminal.text()).containsExactly("kept", "");
        screen.print("last word");
        assertThat(terminal.text()).containsExactly("kept", "last word", "");
    }

    @Test
    void aScreenOfItsOwnLeavesNothingBehindButWhatWasPrinted() {
        terminal.stream().println("$ ayatori");
        var own = new Screen(terminal.stream(), true);
        own.show(List.of("view", "more"));
        own.print("first");
        own.print("second");
        own.show(List.of("VIEW"));
        assertThat(terminal.text()).containsExactly("VIEW", "second");
        assertThat(terminal.cursorShown).isFalse();
        own.close();
        assertThat(terminal.text()).containsExactly("$ ayatori", "first", "second", "");
        assertThat(terminal.cursorShown).isTrue();
    }

    @Test
    void aScreenOfItsOwnComesBackAfterASuspension() {
        var own = new Screen(terminal.stream(), true);
        own.show(List.of("view"));
        own.leave();
        assertThat(terminal.text()).containsExactly("");
        assertThat(terminal.cursorShown).isTrue();
        own.show(List.of("view"));
        assertThat(terminal.text()).containsExactly("view", "");
        assertThat(terminal.cursorShown).isFalse();
    }
}
