package ayatori.async.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs that it starts are those of a Unix shell")
final class SubprocessTest {
    private static void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(new VirtualClock()), main);
    }

    private static Subprocess script(String script) throws IOException {
        return Subprocess.start(new ProcessBuilder("/bin/sh", "-c", script));
    }

    @OnBothCarriers
    void runReturnsWhatAProgramWrote(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            ProcessOutput output = Subprocess.run("/bin/sh", "-c", "echo out; echo err >&2; exit 7");
            assertThat(output.exitCode()).isEqualTo(7);
            assertThat(output.stdout()).isEqualTo("out\n");
            assertThat(output.stderr()).isEqualTo("err\n");
            assertThatThrownBy(output::requireSuccess)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the process ended with exit code 7: err");
            assertThat(Subprocess.run("echo", "綾取り").requireSuccess().stdout()).isEqualTo("綾取り\n");
            assertThatThrownBy(() -> Subprocess.run("no-such-program-anywhere")).isInstanceOf(IOException.class);
        });
    }

    @OnBothCarriers
    void talksLineByLine(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess cat = Subprocess.exec("cat")) {
                for (int i = 0; i < 100; i++) {
                    cat.stdin().write("line " + i + "\n");
                    cat.stdin().drain();
                    assertThat(cat.stdout().readLine()).isEqualTo("line " + i);
                }
                assertThat(cat.exitCode()).isEmpty();
                cat.stdin().close();
                assertThat(cat.stdout().readLine()).isNull();
                assertThat(cat.waitFor()).isZero();
                assertThat(cat.exitCode()).hasValue(0);
            }
        });
    }

    @OnBothCarriers
    void bigInputsAndOutputsDoNotHang(CarrierKind carrier) throws Exception {
        byte[] input = new byte[5_000_000];
        new Random(1).nextBytes(input);
        run(carrier, () -> {
            try (Subprocess process = script("tee /dev/stderr; exit 3")) {
                ProcessOutput output = process.communicate(input);
                assertThat(output.exitCode()).isEqualTo(3);
                assertThat(Arrays.equals(output.stdoutBytes(), input)).isTrue();
                assertThat(Arrays.equals(output.stderrBytes(), input)).isTrue();
            }
        });
    }

    @OnBothCarriers
    void processNeedNotReadItsInput(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = Subprocess.exec("true")) {
                assertThat(process.communicate(new byte[5_000_000]).exitCode()).isZero();
            }
        });
    }

    @OnBothCarriers
    void processWaitsUntilItsOutputIsRead(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess endless = Subprocess.exec("yes", "x".repeat(1_000))) {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(endless.stdout().readLine()).hasSize(1_000);
                }
                assertThat(endless.exitCode()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void manyProcessesRunAtTheSameTime(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String word = "word" + i;
                tasks.add(Async.createTask(() -> {
                    try (Subprocess cat = Subprocess.exec("cat")) {
                        return cat.communicate(word).stdout();
                    }
                }));
            }
            List<String> words = Async.gather(tasks);
            assertThat(words).hasSize(20).startsWith("word0", "word1").endsWith("word19");
        });
    }

    @OnBothCarriers
    void signalsEndAProcess(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess one = Subprocess.exec("sleep", "1000");
                    Subprocess other = Subprocess.exec("sleep", "1000")) {
                one.terminate();
                other.kill();
                assertThat(one.waitFor()).isEqualTo(128 + 15);
                assertThat(other.waitFor()).isEqualTo(128 + 9);
            }
        });
    }

    @OnBothCarriers
    void cancelledTaskKillsItsProcessAndItsDescendants(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var children = new ArrayList<ProcessHandle>();
            Task<@Nullable Void> task = Async.createTask(() -> {
                try (Subprocess shell = script("sleep 1000 & echo $!; wait")) {
                    children.add(ProcessHandle.of(Long.parseLong(shell.stdout().readLine()))
                            .orElseThrow());
                    children.add(ProcessHandle.of(shell.pid()).orElseThrow());
                    Async.currentTask().cancel();
                    shell.waitFor();
                }
            });
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
            assertThat(children).hasSize(2);
            for (ProcessHandle child : children) {
                Async.promise(child.onExit()).await();
            }
        });
    }

    @OnBothCarriers
    void closeKillsAProcessAfterCommunicateTimesOut(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            Subprocess process = script("echo started; sleep 1000");
            try (process) {
                assertThatThrownBy(() -> Async.waitFor(() -> process.communicate(), Duration.ofMillis(100)))
                        .isInstanceOf(TimeoutException.class);
                assertThat(process.exitCode()).isEmpty();
            }
            assertThat(process.exitCode()).hasValue(128 + 9);
        });
    }

    @OnBothCarriers
    void virtualClockStandsStillWhileATaskWaitsForAProcess(CarrierKind carrier) throws Exception {
        var clock = new VirtualClock();
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(clock), () -> {
            Task<?> sleeper = Async.createTask(() -> Async.sleep(Duration.ofHours(1)));
            try (Subprocess process = script("sleep 0.1; echo done; sleep 0.1")) {
                assertThat(process.stdout().readLine()).isEqualTo("done");
                assertThat(clock.elapsed()).isZero();
                assertThat(process.waitFor()).isZero();
                assertThat(clock.elapsed()).isZero();
            }
            sleeper.await();
            assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
        });
    }

    @OnBothCarriers
    void streamThatIsNotAPipeIsRefused(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = Subprocess.start(new ProcessBuilder("cat")
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectErrorStream(true))) {
                assertThatThrownBy(process::stdin).hasMessageContaining("is not a pipe");
                assertThatThrownBy(process::stderr).hasMessageContaining("is not a pipe");
                assertThatThrownBy(() -> process.communicate("x")).isInstanceOf(IllegalStateException.class);
                assertThat(process.communicate().stdout()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void communicatesAfterTheInputWasClosedAndAfterTheExit(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess cat = Subprocess.exec("cat")) {
                cat.stdin().write("first");
                cat.stdin().close();
                assertThat(cat.communicate().stdout()).isEqualTo("first");
                assertThat(cat.communicate().stdout()).isEmpty();
                assertThatThrownBy(() -> cat.communicate("more")).isInstanceOf(IllegalStateException.class);
            }
            try (Subprocess process = script("echo out; echo err >&2; exit 4")) {
                assertThat(process.waitFor()).isEqualTo(4);
                process.kill();
                process.terminate();
                ProcessOutput output = process.communicate();
                assertThat(output.exitCode()).isEqualTo(4);
                assertThat(output.stdout() + output.stderr()).isEqualTo("out\nerr\n");
            }
        });
    }

    @OnBothCarriers
    void lineOfAProcessThatIsTooLongIsDropped(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = script("head -c 200000 /dev/zero; echo; echo next; printf cut")) {
                assertThatThrownBy(process.stdout()::readLine)
                        .isInstanceOf(ayatori.async.net.LimitOverrunException.class);
                assertThat(process.stdout().readLineWithEnd()).isEqualTo("next\n");
                assertThat(process.stdout().readLineWithEnd()).isEqualTo("cut");
                assertThat(process.stdout().readLineWithEnd()).isNull();
            }
        });
    }

    @OnBothCarriers
    @SuppressWarnings("NullAway") // passes null on purpose
    void invalidArgumentsAreRefusedAtOnce(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            assertThatThrownBy(Subprocess::exec)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one word or more");
            assertThatThrownBy(Subprocess::run).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Subprocess.start(new ProcessBuilder()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Subprocess.start(new ProcessBuilder("true"), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not 0");
            assertThatThrownBy(() -> Subprocess.shell(null)).hasMessage("commandLine");
            assertThatThrownBy(() -> Subprocess.start(null)).hasMessage("builder");
            try (Subprocess process = Subprocess.exec("cat")) {
                assertThatThrownBy(() -> process.communicate((String) null)).hasMessage("input");
                assertThatThrownBy(() -> process.communicate((byte[]) null)).hasMessage("input");
                assertThat(process.communicate("still there").stdout()).isEqualTo("still there");
            }
        });
    }

    @OnBothCarriers
    void limitOfLinesCanBeChosen(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = Subprocess.start(new ProcessBuilder("printf", "12345\\n1234\\n"), 4)) {
                assertThatThrownBy(process.stdout()::readLine)
                        .isInstanceOf(ayatori.async.net.LimitOverrunException.class);
                assertThat(process.stdout().readLine()).isEqualTo("1234");
            }
        });
    }

    @OnBothCarriers
    void drainFailsWhenTheProcessHasEnded(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = Subprocess.exec("true")) {
                process.waitFor();
                process.stdin().setWriteBufferLimits(0, 0);
                process.stdin().write(new byte[1_000_000]);
                assertThatThrownBy(process.stdin()::drain).isInstanceOf(IOException.class);
                assertThatThrownBy(process.stdin()::waitClosed).isInstanceOf(IOException.class);
            }
        });
    }

    @OnBothCarriers
    void outputCanBeReadAfterTheExit(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = script("printf '%s\\n' one two three")) {
                assertThat(process.waitFor()).isZero();
                assertThat(process.stdout().readLine()).isEqualTo("one");
                assertThat(process.stdout().readAll(100)).hasSize(10);
                assertThat(process.stdout().atEof()).isTrue();
            }
        });
    }

    @OnBothCarriers
    void cancelledWaitDoesNotAffectTheProcessOrOtherWaits(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Subprocess process = Subprocess.exec("cat")) {
                Task<Integer> first = Async.createTask(process::waitFor);
                Task<Integer> second = Async.createTask(process::waitFor);
                Async.sleep(Duration.ZERO);
                first.cancel();
                assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
                assertThat(second.done()).isFalse();
                assertThat(process.exitCode()).isEmpty();
                process.kill();
                assertThat(second.await()).isEqualTo(128 + 9);
                assertThat(process.waitFor()).isEqualTo(128 + 9);
            }
        });
    }

    @OnBothCarriers
    void cancelledStartLeavesNoProcess(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (int passes = 0; passes < 3; passes++) {
                Task<Integer> starting = Async.createTask(() -> {
                    try (Subprocess process = Subprocess.exec("sleep", "1000")) {
                        return process.waitFor();
                    }
                });
                for (int i = 0; i < passes; i++) {
                    Async.sleep(Duration.ZERO);
                }
                starting.cancel();
                assertThatThrownBy(starting::await).isInstanceOf(CancelledError.class);
                assertThat(ProcessHandle.current()
                                .children()
                                .filter(ProcessHandle::isAlive)
                                .map(child -> child.info().command().orElse(""))
                                .filter(command -> command.endsWith("sleep")))
                        .isEmpty();
            }
        });
    }
}
