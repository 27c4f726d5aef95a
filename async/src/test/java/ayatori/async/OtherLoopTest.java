package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Every function that takes an awaitable refuses a promise of another loop at once, and starts nothing. */
final class OtherLoopTest {
    @OnBothCarriers
    void promiseOfAnotherLoopIsRefusedByWhateverTakesOne(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        try (Runner other =
                new Runner(RunOptions.defaults().withCarrier(carrier).withName("other"))) {
            Promise<String> foreign = other.run(() -> Async.createPromise());
            Awaitable<String> own = () -> {
                run.log("started");
                return "x";
            };
            List<Awaitable<String>> both = List.of(own, foreign);
            run.run(() -> {
                refused(foreign::await);
                refused(() -> Async.gather(both));
                refused(() -> Async.gather(own, foreign));
                refused(() -> Async.gatherTyped(own, foreign));
                refused(() -> Async.gatherOutcomes(both));
                refused(() -> Async.gatherLeavingOthers(both));
                refused(() -> Async.gatherPromise(both));
                refused(() -> Async.wait(both));
                refused(() -> Async.waitPromise(both, ReturnWhen.FIRST_COMPLETED, null));
                refused(() -> Async.asCompleted(both));
                refused(() -> Async.race(both));
                refused(() -> Async.staggeredRace(both, seconds(1)));
                refused(() -> Async.shield(foreign));
                refused(() -> Async.ensureFuture(foreign));
                refused(() -> Async.waitFor(foreign, Duration.ZERO));
                refused(() -> Async.waitFor(foreign, seconds(1)));
                refused(() -> Async.waitFor(foreign, null));
                refused(() -> Async.createTask(foreign));
                refused(() -> Async.createEagerTask(foreign));
                refused(() -> TaskGroup.run(group -> group.createTask(foreign)));
                assertThat(Async.allTasks()).hasSize(1);
                Async.sleep(seconds(1));
            });
            other.run(() -> assertThat(foreign.done()).isFalse());
        }
        assertThat(run.log()).isEmpty();
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("await across loops:")
                .hasMessageContaining("other");
    }

    @OnBothCarriers
    void nullsAreRefusedBeforeAnythingStarts(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        Action own = () -> run.log("started");
        run.run(() -> {
            missing(() -> Async.createTask(OtherLoopTest.<Awaitable<String>>nothing()));
            missing(() -> Async.createTask(OtherLoopTest.<Action>nothing()));
            missing(() -> Async.createTask("name", OtherLoopTest.<Action>nothing()));
            missing(() -> Async.createTask(OtherLoopTest.<String>nothing(), own));
            missing(() -> Async.createTask(own, OtherLoopTest.<Context>nothing()));
            missing(() -> Async.createEagerTask(OtherLoopTest.<Awaitable<String>>nothing()));
            missing(() -> Async.ensureFuture(OtherLoopTest.<Awaitable<String>>nothing()));
            missing(() -> Async.coroutine("name", nothing()));
            missing(() -> Async.gather(own, nothing()));
            missing(() -> Async.race(own, nothing()));
            missing(() -> Async.wait(own, nothing()));
            missing(() -> Async.asCompleted(own, nothing()));
            missing(() -> Async.shield(OtherLoopTest.<Action>nothing()));
            missing(() -> Async.waitFor(OtherLoopTest.<Action>nothing(), seconds(1)));
            missing(() -> Async.timeout(seconds(1), OtherLoopTest.<Action>nothing()));
            missing(() -> Async.timeout(seconds(1), OtherLoopTest.<Timeout.Body<String>>nothing()));
            missing(() -> Async.toThread(nothing()));
            missing(() -> Async.blocking(nothing()));
            missing(() -> Async.promise(nothing()));
            missing(() -> Async.createPromise().addDoneCallback(nothing()));
            missing(() -> Async.createPromise().removeDoneCallback(nothing()));
            missing(() -> Async.createPromise().setException(nothing()));
            missing(() -> EventLoop.current().callSoon(nothing()));
            missing(() -> EventLoop.current().callLater(seconds(1), nothing()));
            missing(() -> EventLoop.current().callAt(0, nothing()));
            missing(() -> EventLoop.current().callSoonThreadsafe(nothing()));
            missing(() -> EventLoop.current().runCoroutineThreadsafe(OtherLoopTest.<Action>nothing()));
            missing(() -> EventLoop.current().addSignalHandler("HUP", nothing()));
            missing(() -> TaskGroup.run(nothing()));
            missing(() -> TaskGroup.run(group -> group.createTask(OtherLoopTest.<Action>nothing())));
            missing(() -> new Condition(nothing()));
            missing(() -> Queue.unbounded().put(nothing()));
            assertThat(Async.allTasks()).hasSize(1);
        });
        assertThat(run.log()).isEmpty();
        missing(() -> Async.run(OtherLoopTest.<Action>nothing()));
    }

    private static void missing(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without NullAway may pass
    private static <T> T nothing() {
        return null;
    }
}
