package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a crawl ends, the terminal is as it was. The signals are real; the terminal is not. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class TerminalRestoredTest {
    private static final String OWN_SCREEN = "\u001b[?1049h";
    private static final String USUAL_SCREEN = "\u001b[?1049l";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final FakeTty tty = new FakeTty();
    private final TestConsole console = TestConsole.terminal(tty);
    private final ScriptedCrawl crawl = new ScriptedCrawl();
    private final BlockingQueue<Integer> halted = new LinkedBlockingQueue<>();

    private int run() {
        var session = new CrawlSession(console.console(), crawl, halted::add, Duration.ofMillis(1));
        return new Program(console.console(), session, Path.of(""))
                .run("crawl", "--no-config", "--out=dir", "http://a.test/");
    }

    /** Runs a crawl, and does something while it is shown. */
    private int run(Interference whileShown) throws InterruptedException, ExecutionException {
        crawl.runsUntilStopped();
        var user = new FutureTask<@Nullable Void>(() -> {
            try {
                crawl.awaitProgress(2); // the second is asked for when signals are handled
                whileShown.run();
            } catch (Throwable e) {
                crawl.stop(); // else it would run until the time limit, and hide the failure
                crawl.ends();
                throw e;
            }
            return null;
        });
        Thread.ofVirtual().start(user);
        int exitCode = run();
        user.get();
        return exitCode;
    }

    private interface Interference {
        void run() throws Exception;
    }

    private void assertRestored() {
        assertThat(tty.faults).isEmpty();
        assertThat(tty.isAsBefore()).isTrue();
        String written = console.err();
        assertThat(written.lastIndexOf(OWN_SCREEN)).isLessThan(written.lastIndexOf(USUAL_SCREEN));
        assertThat(written.lastIndexOf(HIDE_CURSOR)).isLessThan(written.lastIndexOf(SHOW_CURSOR));
    }

    @Test
    void afterTheEnd() {
        assertThat(run()).isZero();
        assertRestored();
    }

    @Test
    void afterQ() throws InterruptedException, ExecutionException {
        assertThat(run(() -> tty.press("q"))).isZero();
        assertThat(tty.events).containsExactly("raw", "own");
        assertRestored();
    }

    @Test
    void afterCtrlC() throws InterruptedException, ExecutionException {
        assumeTrue(RaisedSignals.isHandled("INT"), "the parent process of this build ignores SIGINT");
        assertThat(run(() -> RaisedSignals.raise("INT"))).isEqualTo(130);
        assertThat(tty.events).containsExactly("raw", "own");
        assertRestored();
    }

    @Test
    void beforeTheSecondCtrlCEndsTheProcess() throws InterruptedException, ExecutionException {
        assumeTrue(RaisedSignals.isHandled("INT"), "the parent process of this build ignores SIGINT");
        crawl.ignoresStop();
        run(() -> {
            RaisedSignals.raise("INT");
            crawl.awaitStop();
            RaisedSignals.raise("INT");
            assertThat(halted.take()).isEqualTo(130);
            assertRestored(); // nothing runs after a real halt
            crawl.ends();
        });
        assertRestored();
    }

    @Test
    void afterAFailure() throws InterruptedException, ExecutionException {
        crawl.failsWith(new IllegalStateException("a defect"));
        assertThat(run(crawl::stop)).isEqualTo(1);
        assertThat(console.err()).contains("a defect");
        assertRestored();
    }

    @Test
    void whileTheProcessIsStopped() throws InterruptedException, ExecutionException {
        assumeTrue(RaisedSignals.isHandled("TSTP"), "the parent process of this build ignores SIGTSTP");
        tty.whileStopped = () -> {
            crawl.awaitProgress(
                    3); // the drawing thread runs on until the process is stopped, and must not take it again
            assertRestored();
            return true;
        };
        run(() -> {
            assertThat(tty.events.take()).isEqualTo("raw");
            RaisedSignals.raise("TSTP");
            assertThat(List.of(tty.events.take(), tty.events.take(), tty.events.take()))
                    .containsExactly("own", "stopped", "raw");
            crawl.awaitProgress(3); // it is drawn again
            assertThat(console.err().lastIndexOf(OWN_SCREEN))
                    .isGreaterThan(console.err().lastIndexOf(USUAL_SCREEN));
            tty.press("q");
        });
        assertRestored();
    }

    @Test
    void whileTheProcessIsInTheBackground() throws InterruptedException, ExecutionException {
        assumeTrue(RaisedSignals.isHandled("TSTP"), "the parent process of this build ignores SIGTSTP");
        tty.whileStopped = () -> tty.isForeground = false; // by the command bg
        run(() -> {
            RaisedSignals.raise("TSTP");
            assertThat(List.of(tty.events.take(), tty.events.take(), tty.events.take()))
                    .containsExactly("raw", "own", "stopped");
            crawl.awaitProgress(4);
            assertRestored();
            tty.isForeground = true; // by the command fg, of which not every shell tells
            assertThat(tty.events.take()).isEqualTo("raw");
            tty.press("q");
        });
        assertRestored();
    }

    @Test
    void whenAnotherProgramHasStoppedTheProcess() throws InterruptedException, ExecutionException {
        run(() -> {
            assertThat(tty.events.take()).isEqualTo("raw");
            tty.modes = FakeTty.OWN; // the shell has set its own
            RaisedSignals.raise("CONT");
            assertThat(tty.events.take()).isEqualTo("raw");
            tty.press("q");
        });
        assertRestored();
    }

    @Test
    void aCrawlThatBeginsInTheBackgroundLeavesTheTerminalAlone() throws InterruptedException, ExecutionException {
        tty.isForeground = false;
        run(() -> {
            crawl.awaitProgress(2);
            assertThat(tty.events).isEmpty();
            assertThat(console.err()).doesNotContain(OWN_SCREEN);
            crawl.stop();
        });
        assertThat(tty.isAsBefore()).isTrue();
    }
}
