package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ctrl-C, by real signals to child JVMs. */
@Timeout(120)
final class CtrlCTest {
    private static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    /** Cleans up when it is cancelled, and prints that. */
    static final class Polite {
        private Polite() {}

        public static void main(String[] args) throws Exception {
            try {
                Async.run(() -> {
                    try {
                        System.out.println("runs");
                        Async.sleep(Duration.ofHours(1));
                    } finally {
                        Async.sleep(Duration.ofMillis(1));
                        System.out.println("cleaned up");
                    }
                });
            } catch (CancelledError e) {
                System.out.println("cancelled: " + e.getMessage());
            }
        }
    }

    /** Lets the cancellation leave the program. */
    static final class Uncaught {
        private Uncaught() {}

        public static void main(String[] args) throws Exception {
            Async.run(() -> {
                try {
                    System.out.println("runs");
                    Async.sleep(Duration.ofHours(1));
                } finally {
                    System.out.println("cleaned up");
                }
            });
        }
    }

    /** Ignores its cancellation. */
    static final class Stubborn {
        private Stubborn() {}

        public static void main(String[] args) throws Exception {
            Async.run(() -> {
                System.out.println("runs");
                for (; ; ) {
                    try {
                        Async.sleep(Duration.ofHours(1));
                    } catch (CancelledError e) {
                        System.out.println("goes on");
                    }
                }
            });
        }
    }

    /** Leaves Ctrl-C to the JVM. */
    static final class Unhandled {
        private Unhandled() {}

        public static void main(String[] args) throws Exception {
            Async.run(RunOptions.defaults().withInterruptHandling(false), () -> {
                try {
                    System.out.println("runs");
                    Async.sleep(Duration.ofHours(1));
                } finally {
                    System.out.println("cleaned up");
                }
            });
        }
    }

    @Test
    void firstCancelsTheMainTask() throws Exception {
        Process program = ChildJvm.start(Polite.class, OPENS);
        try (BufferedReader lines = program.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("runs");
            interrupt(program);
            assertThat(lines.readLine()).isEqualTo("cleaned up");
            assertThat(lines.readLine()).isEqualTo("cancelled: Ctrl-C");
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void cancellationThatNobodyCatchesEndsAsCtrlCDoesAndWithoutATrace() throws Exception {
        Process program = ChildJvm.start(Uncaught.class, OPENS);
        try (BufferedReader lines = program.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("runs");
            interrupt(program);
            assertThat(lines.readLine()).isEqualTo("cleaned up");
            assertThat(program.waitFor()).isEqualTo(130);
            assertThat(lines.readLine()).isNull();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void secondEndsAtOnce() throws Exception {
        Process program = ChildJvm.start(Stubborn.class, OPENS);
        try (BufferedReader lines = program.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("runs");
            interrupt(program);
            assertThat(lines.readLine()).isEqualTo("goes on");
            interrupt(program);
            assertThat(program.waitFor()).isEqualTo(130);
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void isLeftAloneWhereTheOptionsSaySo() throws Exception {
        Process program = ChildJvm.start(Unhandled.class, OPENS);
        try (BufferedReader lines = program.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("runs");
            interrupt(program);
            assertThat(program.waitFor()).isEqualTo(130);
            assertThat(lines.readLine()).isNull();
        } finally {
            program.destroyForcibly();
        }
    }

    private static void interrupt(Process program) throws Exception {
        int exit = new ProcessBuilder("kill", "-INT", Long.toString(program.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
