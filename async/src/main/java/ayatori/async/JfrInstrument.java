package ayatori.async;

import java.util.IdentityHashMap;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does, as events of the JDK's Flight Recorder: {@code ayatori.async.Step}, {@code Park}, {@code Cancel} and
 * {@code Poll}.
 *
 * <p>A loop looks once a pass whether a recording wants them, and has this instrument only then. The module
 * {@code jdk.jfr} is optional: a program linked without it has no events.
 */
final class JfrInstrument implements Instrument {
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final String loop;
    private final IdentityHashMap<Task<?>, ParkEvent> parked = new IdentityHashMap<>();
    private @Nullable StepEvent step;
    private @Nullable PollEvent poll;

    JfrInstrument(String loop) {
        this.loop = loop;
    }

    /**
     * Whether a recording wants any of the events. Costs nothing while there is no recording: not even the events' classes,
     * which take the JDK some tens of milliseconds, are loaded before the first one.
     */
    static boolean wanted() {
        return AVAILABLE && Recorder.isThere() && Probes.enabled();
    }

    @Override
    public void stepBegins(Task<?> task) {
        step = new StepEvent();
        step.begin();
    }

    @Override
    public void stepEnds(Task<?> task) {
        StepEvent ended = step;
        step = null;
        if (ended == null) {
            return; // the recording began in the middle of it
        }
        ended.end();
        if (ended.shouldCommit()) {
            ended.loop = loop;
            ended.task = task.name();
            ended.commit();
        }
    }

    @Override
    public void taskParked(Task<?> task, Promise<?> awaited) {
        var park = new ParkEvent();
        park.begin();
        parked.put(task, park);
    }

    @Override
    public void taskUnparked(Task<?> task, Promise<?> awaited) {
        ParkEvent park = parked.remove(task);
        if (park == null) {
            return;
        }
        park.end();
        if (park.shouldCommit()) {
            park.loop = loop;
            park.task = task.name();
            park.awaited = awaited.toString();
            park.commit();
        }
    }

    @Override
    public void cancelRequested(Task<?> task, @Nullable String reason) {
        var cancel = new CancelEvent();
        if (cancel.shouldCommit()) {
            cancel.loop = loop;
            cancel.task = task.name();
            cancel.reason = reason;
            cancel.commit();
        }
    }

    @Override
    public void pollBegins(long timeoutNanos) {
        poll = new PollEvent();
        poll.begin();
    }

    @Override
    public void pollEnds() {
        PollEvent ended = poll;
        poll = null;
        if (ended == null) {
            return;
        }
        ended.end();
        if (ended.shouldCommit()) {
            ended.loop = loop;
            ended.commit();
        }
    }

    /** A class of its own, as {@link Probes}: this one names what is not there without the module. */
    private static final class Recorder {
        static boolean isThere() {
            return FlightRecorder.isInitialized();
        }
    }

    /** One event of each kind, to ask whether it is enabled; a class of its own, so that it is loaded only with JFR. */
    private static final class Probes {
        private static final Event[] ALL = {new StepEvent(), new ParkEvent(), new CancelEvent(), new PollEvent()};

        static boolean enabled() {
            return ALL[0].isEnabled() || ALL[1].isEnabled() || ALL[2].isEnabled() || ALL[3].isEnabled();
        }
    }

    @Name("ayatori.async.Step")
    @Label("Task Step")
    @Description("What a task does between getting control of its loop and giving it up")
    @Category({"Ayatori", "Async"})
    @Threshold("20 ms")
    @StackTrace(false)
    static final class StepEvent extends Event {
        @Label("Loop")
        @Nullable String loop;

        @Label("Task")
        @Nullable String task;
    }

    @Name("ayatori.async.Park")
    @Label("Task Park")
    @Description("A task's wait at an await")
    @Category({"Ayatori", "Async"})
    @Threshold("20 ms")
    static final class ParkEvent extends Event {
        @Label("Loop")
        @Nullable String loop;

        @Label("Task")
        @Nullable String task;

        @Label("Awaited")
        @Nullable String awaited;
    }

    @Name("ayatori.async.Cancel")
    @Label("Task Cancel")
    @Description("A request that a task end; the stack is that of who asks")
    @Category({"Ayatori", "Async"})
    static final class CancelEvent extends Event {
        @Label("Loop")
        @Nullable String loop;

        @Label("Task")
        @Nullable String task;

        @Label("Reason")
        @Nullable String reason;
    }

    @Name("ayatori.async.Poll")
    @Label("Loop Poll")
    @Description("The loop's look, or wait, for I/O and timers")
    @Category({"Ayatori", "Async"})
    @Threshold("20 ms")
    @StackTrace(false)
    static final class PollEvent extends Event {
        @Label("Loop")
        @Nullable String loop;
    }
}
