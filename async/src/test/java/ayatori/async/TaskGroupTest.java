package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code TaskGroup}. */
final class TaskGroupTest {
    @OnBothCarriers
    void waitsForItsTasks(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            List<Task<String>> tasks = TaskGroup.call(
                    group -> List.of(group.createTask(() -> after(2, "a")), group.createTask(() -> after(1, "b"))));
            assertThat(tasks).allMatch(Promise::done);
        });
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void cancelsSiblingsWhenOneFails(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        var boom = new IOException("boom");
        var alsoBoom = new IllegalStateException("also");
        run.run(() -> {
            assertThatThrownBy(() -> TaskGroup.run(group -> {
                        group.createTask(() -> {
                            Async.sleep(seconds(1));
                            throw boom;
                        });
                        group.createTask(() -> {
                            try {
                                Async.sleep(seconds(3600));
                            } catch (CancelledError e) {
                                run.log("sibling cancelled");
                                throw alsoBoom;
                            }
                        });
                        Async.sleep(seconds(3600)); // the body is cancelled too
                    }))
                    .isSameAs(boom);
            assertThat(boom.getSuppressed()).containsExactly(alsoBoom);
            assertThat(Async.currentTask().cancelling()).isZero();
            Async.sleep(seconds(1)); // the parent goes on uncancelled
        });
        assertThat(run.log()).containsExactly("sibling cancelled");
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void childThatEndsCancelledIsIgnored(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() -> TaskGroup.run(group -> {
                    Task<String> cancelled = group.createTask(() -> after(10, "never"));
                    Task<String> other = group.createTask(() -> after(1, "x"));
                    cancelled.cancel();
                    assertThat(other.await()).isEqualTo("x");
                }));
    }

    @OnBothCarriers
    void cancelFromOutsideCancelsTheChildrenAndPassesOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> parent = Async.createTask(() -> TaskGroup.run(group -> {
                group.createTask(() -> {
                    try {
                        Async.sleep(seconds(3600));
                    } finally {
                        run.log("child ended");
                    }
                });
            }));
            Async.sleep(seconds(1));
            parent.cancel();
            assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
        });
        assertThat(run.log()).containsExactly("child ended");
    }

    @OnBothCarriers
    void failuresWinOverACancelFromOutsideAndTheParentStaysCancelled(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> parent = Async.createTask(() -> {
                try {
                    TaskGroup.run(group -> group.createTask(() -> {
                        try {
                            Async.sleep(seconds(3600));
                        } catch (CancelledError e) {
                            throw new IOException("in cleanup");
                        }
                    }));
                } catch (IOException e) {
                    run.log(String.valueOf(e.getMessage()));
                }
                Async.sleep(seconds(10));
                run.log("not reached");
            });
            Async.sleep(seconds(1));
            parent.cancel();
            assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
        });
        assertThat(run.log()).containsExactly("in cleanup");
    }

    @OnBothCarriers
    void noTasksInAFinishedGroup(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var escaped = new AtomicReference<@Nullable TaskGroup>();
            TaskGroup.run(escaped::set);
            TaskGroup group = java.util.Objects.requireNonNull(escaped.get());
            assertThatThrownBy(() -> group.createTask(() -> "late")).isInstanceOf(IllegalStateException.class);
        });
    }

    @OnBothCarriers
    void cancelEndsTheGroupQuietly(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            TaskGroup.run(group -> {
                group.createTask(() -> Async.sleep(seconds(3600)));
                group.createTask(() -> {
                    Async.sleep(seconds(1));
                    group.cancel();
                    group.cancel();
                });
                Async.sleep(seconds(3600));
            });
            assertThat(Async.currentTask().cancelling()).isZero();
            Async.sleep(seconds(1));
        });
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void failureOfTheBodyCancelsTheTasksAndCarriesTheirs(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        var child = new IOException("child");
        var body = new IOException("body");
        run.run(() -> assertThatThrownBy(() -> TaskGroup.run(group -> {
                    group.createTask(() -> {
                        try {
                            Async.sleep(seconds(3600));
                        } finally {
                            fail(child);
                        }
                    });
                    Async.sleep(seconds(1));
                    throw body;
                }))
                .isSameAs(body));
        assertThat(body.getSuppressed()).containsExactly(child);
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void noTasksInAGroupThatIsEndingAndTheCoroutineNeverRuns(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            assertThatThrownBy(() -> TaskGroup.run(group -> {
                        group.createTask(() -> {
                            try {
                                Async.sleep(seconds(3600));
                            } finally {
                                assertThatThrownBy(() -> group.createTask(() -> run.log("late")))
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessageContaining("ending");
                            }
                        });
                        Async.sleep(seconds(1));
                        throw new IOException("body");
                    }))
                    .isInstanceOf(IOException.class);
            Async.sleep(seconds(1));
        });
        assertThat(run.log()).isEmpty();
    }

    @OnBothCarriers
    void cancelBeforeTheFirstTaskEndsTheBody(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            TaskGroup.run(group -> {
                group.cancel();
                group.cancel();
                assertThatThrownBy(() -> group.createTask(() -> run.log("late")))
                        .isInstanceOf(IllegalStateException.class);
                Async.sleep(seconds(3600));
                run.log("not reached");
            });
            assertThat(Async.currentTask().cancelling()).isZero();
            Async.sleep(seconds(1));
        });
        assertThat(run.log()).isEmpty();
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void cancelDoesNotSwallowAnOuterTimeout(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.timeout(seconds(1), limit -> {
                            TaskGroup.run(group -> {
                                group.createTask(() -> {
                                    Async.sleep(seconds(1));
                                    group.cancel();
                                });
                                Async.sleep(seconds(3600));
                            });
                            Async.sleep(seconds(1));
                            return "x";
                        }))
                        .isInstanceOf(TimeoutException.class));
    }

    /** The group is ending because of its own cancel, and waits for a child. A random program found this. */
    @OnBothCarriers
    void cancelFromOutsideIsNotLostInAGroupThatIsEndingAnyway(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<@Nullable Void> parent = Async.createTask(() -> TaskGroup.run(group -> {
                group.createTask(() -> {
                    try {
                        Async.sleep(seconds(3600));
                    } finally {
                        Async.sleep(seconds(5));
                    }
                });
                group.createTask(() -> {
                    Async.sleep(seconds(1));
                    group.cancel();
                });
            }));
            Async.sleep(seconds(2));
            parent.cancel();
            assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
        });
    }

    private static String after(int seconds, String result) {
        Async.sleep(seconds(seconds));
        return result;
    }

    private static void fail(IOException e) throws IOException {
        throw e;
    }
}
