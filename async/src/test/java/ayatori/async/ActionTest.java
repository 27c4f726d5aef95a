package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Coroutines without results wherever coroutines with results may stand; and no limit, as asyncio's {@code None}. */
final class ActionTest {
    @OnBothCarriers
    void actionsAreRacedShieldedWaitedForAndGathered(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Action quick = () -> Async.sleep(seconds(1));
            Action slow = () -> Async.sleep(seconds(5));
            Async.race(quick, slow);
            assertThat(run.elapsed()).isEqualTo(seconds(1));
            Async.shield(quick).await();
            assertThat(Async.wait(quick, quick).done()).hasSize(2);
            for (Promise<@Nullable Void> done : Async.asCompleted(slow, quick)) {
                run.log("done after " + run.elapsed().toSeconds());
                done.await();
            }
            Async.gatherLeavingOthers(quick, slow);
            Async.gatherPromise(quick, slow).await();
            assertThat(Async.gatherOutcomes(quick, slow)).hasSize(2);
            Async.ensureFuture(quick).await();
            Async.gather(List.of(quick.awaitable(), slow.awaitable()));
            Async.staggeredRace(List.of(slow.awaitable(), quick.awaitable()), seconds(1));
        });
        assertThat(run.log()).containsExactly("done after 4", "done after 8");
        assertThat(run.elapsed()).isEqualTo(seconds(8 + 5 + 5 + 5 + 1 + 5 + 2));
    }

    @OnBothCarriers
    void bodyWithoutAResultMovesItsLimit(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Async.timeout(seconds(1), limit -> {
                limit.reschedule(seconds(10));
                Async.sleep(seconds(5));
            });
            long soon = EventLoop.current().nanoTime() + 1;
            Async.timeoutAt(soon, limit -> {
                limit.reschedule(null);
                Async.sleep(seconds(5));
            });
            String result = Async.timeout(seconds(1), limit -> "x"); // a value is still a value
            assertThat(result).isEqualTo("x");
        });
        assertThat(run.elapsed()).isEqualTo(seconds(10));
    }

    @OnBothCarriers
    void nullIsNoLimit(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Action hour = () -> Async.sleep(seconds(3600));
            Async.timeout(null, hour);
            Async.waitFor(hour, null);
            assertThat(Async.waitFor(() -> "x", null)).isEqualTo("x");
            assertThat(Async.<Long>timeout(null, limit -> limit.when())).isEqualTo(Long.MAX_VALUE);
            assertThat(Async.wait(List.of(hour.awaitable()), ReturnWhen.ALL_COMPLETED, null)
                            .pending())
                    .isEmpty();
            assertThatThrownBy(() -> Async.timeout(null, limit -> {
                        limit.reschedule(seconds(1));
                        hour.run();
                    }))
                    .isInstanceOf(TimeoutException.class);
        });
        assertThat(run.elapsed()).isEqualTo(seconds(3 * 3600 + 1));
    }

    @OnBothCarriers
    void staggeredRaceWithoutAHeadStartStartsTheNextWhenOneHasFailed(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Awaitable<String> failing = () -> {
                Async.sleep(seconds(9));
                throw new IOException("no");
            };
            Awaitable<String> winning = () -> {
                run.log("starts after " + run.elapsed().toSeconds());
                return "x";
            };
            assertThat(Async.<String>staggeredRace(List.of(failing, winning, winning), null))
                    .isEqualTo("x");
        });
        assertThat(run.log()).containsExactly("starts after 9");
    }

    @OnBothCarriers
    void waitGivesBackTheTasksItWasGiven(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> quick = Async.createTask("quick", () -> "x");
            Task<String> slow = Async.createTask("slow", () -> {
                Async.sleep(seconds(9));
                return "y";
            });
            WaitResult<String> result = Async.wait(List.of(slow, quick), ReturnWhen.FIRST_COMPLETED);
            Set<Task<String>> done = result.doneTasks();
            assertThat(done).containsExactly(quick);
            assertThat(done.iterator().next().resultNow()).isEqualTo("x");
            assertThat(result.pendingTasks()).containsExactly(slow);
            Promise<String> bare = Async.createPromise();
            bare.setResult("z");
            WaitResult<String> promises = Async.wait(bare);
            assertThat(promises.done()).containsExactly(bare);
            assertThatThrownBy(promises::doneTasks).isInstanceOf(ClassCastException.class);
            assertThat(Queue.unbounded().maxSize()).isEqualTo(Integer.MAX_VALUE);
            assertThat(Queue.bounded(3).maxSize()).isEqualTo(3);
            Promise<WaitResult<String>> waiting =
                    Async.waitPromise(List.of(slow), ReturnWhen.ALL_COMPLETED, seconds(1));
            assertThat(waiting.await().pendingTasks()).containsExactly(slow);
            assertThat(slow.done()).isFalse();
        });
    }

    @OnBothCarriers
    void resultNowThrowsWithoutAResult(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Promise<@Nullable String> promise = Async.createPromise();
            assertThatThrownBy(promise::resultNow)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not done");
            promise.setResult(null);
            assertThat(promise.resultNow()).isNull();
            assertThat(promise.result()).isNull();
            var boom = new IOException("boom");
            Promise<String> failed = Async.createPromise();
            failed.setException(boom);
            assertThatThrownBy(failed::resultNow)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(boom);
        });
    }

    @OnBothCarriers
    void ensureFutureGivesAPromiseBackAndMakesACoroutineATask(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Promise<String> promise = Async.createPromise();
            assertThat(Async.ensureFuture(promise)).isSameAs(promise);
            Awaitable<String> coroutine = () -> "x";
            assertThat(Async.ensureFuture(coroutine)).isInstanceOf(Task.class);
        });
    }

    /** The time-out of asCompleted is declared, so that the compiler knows it. */
    @OnBothCarriers
    void asCompletedsTimeOutIsDeclared(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> task = Async.createTask(() -> {
                Async.sleep(seconds(9));
                return "x";
            });
            try {
                for (Promise<String> done : Async.asCompleted(List.of(task), seconds(1))) {
                    run.log(done.toString());
                }
            } catch (TimeoutException e) {
                run.log("too slow");
            }
            assertThat(task.done()).isFalse();
        });
        assertThat(run.log()).containsExactly("too slow");
    }

    @OnBothCarriers
    void taskRunsInTheContextItIsGiven(CarrierKind carrier) throws Exception {
        ContextVar<Integer> variable = ContextVar.of("variable");
        new Simulated(carrier).run(() -> {
            Context context = Async.copyContext();
            assertThatThrownBy(() -> context.get(variable)).isInstanceOf(NoSuchElementException.class);
            context.run(() -> variable.set(0));
            assertThat(variable.orElse(-1)).isEqualTo(-1);
            Async.createTask(
                            () -> {
                                Async.sleep(Duration.ZERO);
                                variable.set(variable.get() + 1);
                                Async.createTask(() -> variable.set(99)).await(); // a child has a copy
                            },
                            context)
                    .await();
            assertThat(context.get(variable)).isEqualTo(1);
            TaskGroup.run(group -> group.createTask(() -> variable.set(2), context));
            assertThat(context.get(variable)).isEqualTo(2);
            assertThat(context.<Integer>run(() -> Async.toThread(variable::get)))
                    .isEqualTo(2);
            assertThat(variable.orElse(-1)).isEqualTo(-1);
        });
    }

    @Test
    void contextRunsOutsideOfTasksToo() throws Exception {
        ContextVar<String> variable = ContextVar.withDefault("variable", "default");
        Context context = Async.copyContext();
        context.run(() -> variable.set("set"));
        assertThat(context.get(variable)).isEqualTo("set");
        assertThat(variable.get()).isEqualTo("default");
    }

    @OnBothCarriers
    void nothingToGatherOutsideALoopIsAnErrorToo(CarrierKind carrier) throws Exception {
        assertThatThrownBy(Async::gather).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Async.gather(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Async.gatherOutcomes(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Async.asCompleted(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Async.gatherPromise(List.of())).isInstanceOf(IllegalStateException.class);
        var run = new Simulated(carrier);
        run.run(() -> {
            assertThat(Async.gather()).isEmpty();
            EventLoop.current().callSoon(() -> {
                Action never = () -> run.log("started");
                assertThatThrownBy(() -> Async.gather(never)).hasMessageContaining("outside a task");
                assertThatThrownBy(() -> Async.wait(never)).hasMessageContaining("outside a task");
                assertThatThrownBy(() -> Async.race(never)).hasMessageContaining("outside a task");
                run.log("asked");
            });
            Async.sleep(seconds(1));
        });
        assertThat(run.log()).containsExactly("asked");
    }

    @OnBothCarriers
    void namesCountInOrderOfCreation(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> first = Async.createTask(() -> "x");
            Task<String> named = Async.createTask("named", () -> "x");
            Task<String> second = Async.createTask(() -> "x");
            assertThat(second.name()).isEqualTo("task-2");
            assertThat(first.name()).isEqualTo("task-1");
            assertThat(named.name()).isEqualTo("named");
        });
    }
}
