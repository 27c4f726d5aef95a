package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class TasksCommandTest {
    private final TestConsole console = TestConsole.piped();

    private int run(String... arguments) {
        return new Program(console.console(), new ScriptedCrawl(), exitCode -> {
                    throw new AssertionError("nothing halts the process");
                })
                .run(arguments);
    }

    @Test
    void showsTheTasksOfAnotherProcessWhichSaysNothing(@TempDir Path folder) throws Exception {
        Path program = Files.writeString(folder.resolve("Sleeper.java"), """
                import ayatori.async.*;
                public class Sleeper {
                    public static void main(String[] arguments) throws Exception {
                        Async.run(() -> {
                            Task<String> child = Async.createTask(Async.coroutine("sleeper", () -> {
                                System.out.println("ready");
                                Async.sleepForever();
                                return "";
                            }));
                            child.await();
                        });
                    }
                }
                """);
        Path errors = folder.resolve("errors");
        Process sleeper = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.toString())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = sleeper.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(run("tasks", Long.toString(sleeper.pid()))).isZero();
        } finally {
            sleeper.destroy();
            sleeper.waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(console.out())
                .contains("loop ayatori-loop: 2 tasks")
                .contains("main: waits for task sleeper")
                .contains("sleeper: waits for nothing but its cancellation")
                .contains("at Sleeper.");
        assertThat(errors).content().doesNotContain("WARNING");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("tasks")).isEqualTo(ExitCode.USAGE);
        assertThat(run("tasks", "java")).isEqualTo(ExitCode.USAGE);
        assertThat(run("tasks", "4194305")).isEqualTo(ExitCode.FAILED);
        assertThat(console.err())
                .contains("no process given; write for example ayatori tasks 4711")
                .contains("one process is given by its number, not java")
                .contains("process 4194305 cannot be looked into");
    }

    @Test
    void saysOfAnotherProgramThatItIsNoJvm() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(run("tasks", Long.toString(other.pid()))).isEqualTo(ExitCode.FAILED);
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .isEqualTo("ayatori: process " + other.pid()
                        + " cannot be looked into: it is not a JVM of this user, or does not let others attach\n");
    }
}
