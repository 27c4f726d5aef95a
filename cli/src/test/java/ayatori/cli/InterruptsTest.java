package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real signals, which this process sends to itself. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class InterruptsTest {
    @BeforeAll
    static void needsCtrlC() {
        assumeTrue(RaisedSignals.isHandled("INT"), "the parent process of this build ignores SIGINT");
    }

    @Test
    void stopsAtTheFirstSignalAndEndsAtTheSecond() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (var interrupts = new Interrupts(() -> events.add("stop"), exitCode -> events.add("end " + exitCode))) {
            assertThat(interrupts.received()).isFalse();
            RaisedSignals.raise("INT");
            assertThat(events.take()).isEqualTo("stop");
            assertThat(interrupts.received()).isTrue();
            assertThat(interrupts.exitCode()).isEqualTo(130);
            RaisedSignals.raise("INT");
            assertThat(events.take()).isEqualTo("end 130");
        }
    }

    @Test
    void tellsWhichSignalItWas() throws Exception {
        var stopped = new CountDownLatch(1);
        try (var interrupts = new Interrupts(stopped::countDown, _ -> {})) {
            RaisedSignals.raise("TERM");
            stopped.await();
            assertThat(interrupts.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void givesTheSignalsBackWhenClosed() throws Exception {
        var outer = new CountDownLatch(1);
        List<String> inner = new ArrayList<>();
        try (var _ = new Interrupts(outer::countDown, _ -> {})) {
            new Interrupts(() -> inner.add("stop"), _ -> inner.add("end")).close();
            RaisedSignals.raise("INT");
            outer.await();
        }
        assertThat(inner).isEmpty();
    }

    @Test
    void stopsACrawlCleanlyAtCtrlC() throws Exception {
        TestConsole console = TestConsole.piped();
        var crawl = new ScriptedCrawl().runsUntilStopped();
        var program = new Program(console.console(), crawl, _ -> {
            throw new AssertionError("one Ctrl-C does not halt");
        });
        Thread ctrlC = Thread.ofVirtual().start(() -> {
            try {
                crawl.awaitRunning();
                RaisedSignals.raise("INT");
            } catch (InterruptedException | ReflectiveOperationException e) {
                throw new AssertionError("tests are never interrupted", e);
            }
        });
        int exitCode = program.run("crawl", "--out=dir", "https://example.org/");
        ctrlC.join();
        assertThat(exitCode).isEqualTo(130);
        assertThat(console.out()).startsWith("Stopped · ").contains("in dir/");
        assertThat(console.err()).contains("Ctrl-C again ends at once");
    }
}
