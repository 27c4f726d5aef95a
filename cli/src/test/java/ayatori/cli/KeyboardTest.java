package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class KeyboardTest {
    private final FakeTty tty = new FakeTty();

    private final BlockingQueue<Integer> got = new LinkedBlockingQueue<>();

    private Keyboard open() {
        return Objects.requireNonNull(Keyboard.open(tty, got::add));
    }

    @Test
    void handsOverKeysAsTheyArePressed() throws InterruptedException {
        try (Keyboard _ = open()) {
            assertThat(tty.modes).contains("-icanon", "-echo").doesNotContain("isig");
            tty.press("pq");
            assertThat(got.take()).isEqualTo('p');
            assertThat(got.take()).isEqualTo('q');
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
    void givesTheModesBackWhileSomebodyElseHasTheTerminal() throws InterruptedException {
        try (Keyboard keyboard = open()) {
            keyboard.leave();
            assertThat(tty.modes).isEqualTo(FakeTty.OWN);
            keyboard.enter();
            tty.press("q");
            assertThat(got.take()).isEqualTo('q');
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
    void leavesTheTerminalAloneInTheBackground() throws InterruptedException {
        tty.isForeground = false;
        assertThat(Keyboard.open(tty, got::add)).isNull();
        tty.isForeground = true;
        try (Keyboard keyboard = open()) {
            tty.isForeground = false;
            keyboard.enter();
            assertThat(tty.events).containsExactly("raw");
            tty.isForeground = true;
            keyboard.enter();
            tty.press("q");
            assertThat(got.take()).isEqualTo('q');
        }
        assertThat(tty.faults).isEmpty();
    }

    @Test
    void theNextKeyboardGetsTheKeyForWhichTheThreadOfTheOneBeforeWaits() throws InterruptedException {
        open().close();
        try (Keyboard _ = open()) {
            tty.press("ab");
            assertThat(got.take() + got.take()).isEqualTo('a' + 'b');
        }
    }

    @Test
    void isNoneWithoutATerminal() {
        assertThat(Keyboard.open(new NoTty(), got::add)).isNull();
        tty.modes = null;
        assertThat(Keyboard.open(tty, got::add)).isNull();
    }
}
