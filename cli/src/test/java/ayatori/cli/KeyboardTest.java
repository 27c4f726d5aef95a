package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class KeyboardTest {
    private final FakeTty tty = new FakeTty();

    private Keyboard open() {
        return Objects.requireNonNull(Keyboard.open(tty));
    }

    @Test
    void handsOverKeysAsTheyArePressed() {
        try (Keyboard keyboard = open()) {
            assertThat(tty.modes).contains("-icanon", "-echo").doesNotContain("isig");
            assertThat(keyboard.next()).isEqualTo(-1);
            tty.press("pq");
            assertThat(keyboard.next()).isEqualTo('p');
            assertThat(keyboard.next()).isEqualTo('q');
            assertThat(keyboard.next()).isEqualTo(-1);
        }
        assertThat(tty.isAsBefore()).isTrue();
    }

    @Test
    void restoresTheModesOnceHoweverOftenItIsClosed() {
        Keyboard keyboard = open();
        keyboard.close();
        keyboard.close();
        keyboard.leave();
        keyboard.enter();
        assertThat(tty.events).containsExactly("raw", "own");
        assertThat(tty.isAsBefore()).isTrue();
    }

    @Test
    void takesNoKeyWhileSomebodyElseHasTheTerminal() {
        try (Keyboard keyboard = open()) {
            keyboard.leave();
            tty.press("q");
            assertThat(keyboard.next()).isEqualTo(-1);
            assertThat(tty.modes).isEqualTo(FakeTty.OWN);
            keyboard.enter();
            assertThat(keyboard.next()).isEqualTo('q');
        }
        assertThat(tty.isAsBefore()).isTrue();
    }

    @Test
    void setsTheModesAgainThatTheShellHasSetMeanwhile() {
        try (Keyboard keyboard = open()) {
            tty.modes = FakeTty.OWN; // as a shell does when another program has stopped the process
            keyboard.enter();
            assertThat(tty.modes).contains("-icanon");
        }
        assertThat(tty.isAsBefore()).isTrue();
    }

    @Test
    void leavesTheTerminalAloneInTheBackground() {
        tty.isForeground = false;
        assertThat(Keyboard.open(tty)).isNull();
        tty.isForeground = true;
        try (Keyboard keyboard = open()) {
            tty.isForeground = false;
            keyboard.enter();
            tty.press("q");
            assertThat(keyboard.next()).isEqualTo(-1);
        }
        assertThat(tty.faults).isEmpty();
    }

    @Test
    void isNoneWithoutATerminal() {
        assertThat(Keyboard.open(new NoTty())).isNull();
        tty.modes = null;
        assertThat(Keyboard.open(tty)).isNull();
    }
}
