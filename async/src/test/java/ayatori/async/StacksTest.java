package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks of tasks, taken while their threads are in different places. */
final class StacksTest {

    private static List<String> shown(String... frames) {
        return Stacks.ofTask(Stream.of(frames)
                        .map(frame -> new StackTraceElement(
                                frame.substring(0, frame.lastIndexOf('.')),
                                frame.substring(frame.lastIndexOf('.') + 1),
                                null,
                                1))
                        .toArray(StackTraceElement[]::new))
                .stream()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.VirtualThread.park ayatori.async.LoopCarrier$Mount.suspend",
                "java.util.concurrent.locks.LockSupport.park ayatori.async.BatonCarrier$Runner.awaitBaton"
                        + " ayatori.async.BatonCarrier$Runner.suspend",
                "java.util.concurrent.ForkJoinPool.externalPush java.lang.VirtualThread.unpark"
                        + " ayatori.async.BatonCarrier$Runner.take ayatori.async.BatonCarrier$Runner.suspend",
                "program.Listener.accept ayatori.async.EventLoop.run ayatori.async.EventLoop.nextTaskInline"
                        + " ayatori.async.BatonCarrier$Runner.suspend",
            })
    void showWhereATaskWaitsWhateverItsThreadIsUpTo(String carrier) {
        String body = " ayatori.async.Task.awaitDone ayatori.async.Async.sleep program.Body.await"
                + " ayatori.async.Task.runBody ayatori.async.BatonCarrier$Runner.run";
        assertThat(shown((carrier + body).split(" ")))
                .containsExactly("ayatori.async.Async.sleep", "program.Body.await");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.io.FileInputStream.read", "program.Library.suspend"})
    void showWhatATaskDoesThatRunsOrBlocks(String inner) {
        assertThat(shown(
                        inner,
                        "ayatori.async.BatonCarrier$Runner.runOutsideLoop",
                        "ayatori.async.Async.blocking",
                        "program.Body.await",
                        "ayatori.async.Task.runBody"))
                .containsExactly(
                        inner,
                        "ayatori.async.BatonCarrier$Runner.runOutsideLoop",
                        "ayatori.async.Async.blocking",
                        "program.Body.await");
    }
}
