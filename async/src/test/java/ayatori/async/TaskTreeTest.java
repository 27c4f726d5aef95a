package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TaskTreeTest {
    @OnBothCarriers
    void showsWhatEachTaskAwaitsAndWhere(CarrierKind carrier) throws Exception {
        new Simulated(RunOptions.defaults().withCarrier(carrier).withName("l")).run(() -> {
            var lock = new Lock();
            Task<@Nullable Void> holder = Async.createTask(named("holder", () -> {
                try (var _ = lock.acquire()) {
                    Async.sleep(seconds(1));
                }
            }));
            Async.createTask(named(
                    "gatherer",
                    () -> Async.gather(named("leaf", () -> Async.sleep(seconds(2))), named("wanter", () -> {
                        try (var _ = lock.acquire()) {
                            Async.sleep(Duration.ZERO);
                        }
                    }))));
            Async.createTask(named("awaiter", holder::await));
            Async.sleep(Duration.ofMillis(1));
            Task<@Nullable Void> late = Async.createTask(named("late", () -> {}));
            TaskTree tree = Async.taskTree();
            String names = tree.toString()
                    .lines()
                    .filter(line -> !line.contains(" at "))
                    .collect(java.util.stream.Collectors.joining("\n"));
            assertThat(names).matches("""
                    loop l: 7 tasks, 2 timers, \\d+ passes
                    ├── main: is running
                    ├── gatherer: waits for 2 of 2 promises
                    │   ├── leaf: waits for the end of a sleep
                    │   └── wanter: waits for lock \\(held by task holder.*
                    │       └── holder: waits for the end of a sleep
                    ├── awaiter: waits for task holder
                    │   └── holder: waits for the end of a sleep \\(see elsewhere\\)
                    └── late: has not run yet""");
            TaskTree.Node leaf = tree.roots().get(1).children().getFirst();
            assertThat(leaf.stack().getFirst().getClassName()).isEqualTo("ayatori.async.Async");
            assertThat(leaf.stack().getFirst().getMethodName()).isEqualTo("sleep");
            assertThat(leaf.stack().get(1).getMethodName()).contains("showsWhatEachTaskAwaitsAndWhere");
            assertThat(leaf.stack())
                    .noneMatch(frame -> frame.getClassName().matches("ayatori.async.(Task|.*Carrier)(\\$.*)?"));
            late.await();
        });
    }

    private static Coroutine<@Nullable Void> named(String name, Action body) {
        return Async.coroutine(name, Async.awaitable(body));
    }

    @OnBothCarriers
    void showsTasksThatAreReadyOrBlocked(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var latch = new CountDownLatch(1);
            Task<String> blocked = Async.createTask(Async.coroutine(
                    "blocked",
                    () -> Async.blocking(() -> {
                        latch.await();
                        return "";
                    })));
            Task<@Nullable Void> yielding = Async.createTask(named("yielding", () -> Async.sleep(Duration.ZERO)));
            Async.sleep(Duration.ZERO);
            assertThat(Async.taskTree().roots())
                    .extracting(TaskTree.Node::name, TaskTree.Node::state)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("main", TaskTree.State.RUNNING),
                            org.assertj.core.groups.Tuple.tuple("blocked", TaskTree.State.BLOCKED),
                            org.assertj.core.groups.Tuple.tuple("yielding", TaskTree.State.READY));
            latch.countDown();
            Async.wait(List.of(blocked, yielding));
        });
    }

    @OnBothCarriers
    void showsCyclesAndDeepChains(CarrierKind carrier) throws Exception {
        new Simulated(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(context -> {})).run(() -> {
            Promise<Task<?>> second = Async.createPromise();
            Task<?> first = Async.<@Nullable Void>createTask(
                    named("first", () -> second.await().await()));
            second.setResult(Async.<@Nullable Void>createTask(named("second", first::await)));
            Task<?> chain = Async.createTask(() -> Async.sleep(seconds(1)));
            for (int i = 0; i < 1000; i++) {
                Async.sleep(Duration.ZERO);
                chain = Async.createTask(chain::await);
            }
            Async.sleep(Duration.ZERO);
            Async.sleep(Duration.ZERO);
            String text = Async.taskTree().toString();
            assertThat(text)
                    .contains("├── first: waits for task second\n")
                    .contains("└── second: waits for task first");
            assertThat(text.lines().filter(line -> line.contains("task-")).count())
                    .isGreaterThanOrEqualTo(1001);
            first.cancel();
        });
    }

    @OnBothCarriers
    void answersOtherThreads(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withName("asked"), () -> {
            String seen = Async.toThread(EventLoop::taskTrees);
            assertThat(seen).contains("loop asked: 1 task").contains("main: waits for another thread");
        });
    }

    @OnBothCarriers
    void showsWhatKeepsALoopBusy(CarrierKind carrier) throws Exception {
        var seen = new CompletableFuture<String>();
        var busy = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            seen.complete(EventLoop.taskTrees());
        });
        Async.run(RunOptions.defaults().withCarrier(carrier).withName("busy"), () -> {
            busy.countDown();
            while (!seen.isDone()) {
                Thread.onSpinWait();
            }
        });
        assertThat(seen.join())
                .contains("loop busy (1 tasks) does not answer: task main has control")
                .contains("showsWhatKeepsALoopBusy");
    }
}
