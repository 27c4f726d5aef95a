package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loop that runs tasks: one thread, a ready queue, timers and an I/O driver.
 *
 * {@snippet :
 * EventLoop loop = EventLoop.current();
 * Promise<String> answer = loop.createPromise();
 * loop.callLater(Duration.ofSeconds(1), () -> answer.setResult("after a second"));
 * System.out.println(answer.await());
 * }
 *
 * <p>Most programs use only {@link Async}, which works on the current loop. This class is for callbacks, other threads and
 * I/O.
 *
 * <p>One pass polls I/O, moves callbacks from other threads and due timers to the ready queue, and runs what is ready
 * then.
 */
public final class EventLoop {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final RunOptions options;
    private final LoopThread thread;
    private final Carrier carrier;
    private final Clock clock;
    private final ReadyQueue ready;
    private final TimerQueue timers = new TimerQueue();
    private final TaskList tasks = new TaskList();
    private final WorkerThreads threads;

    private final ExternalCalls external = new ExternalCalls();
    private final Outsiders outsiders;

    /** Read by other threads that wake the loop up. */
    private volatile IoDriver driver;

    /** The task that runs now; null while callbacks run and between tasks. */
    private @Nullable Task<?> current;

    /** How many tasks were created without a name. */
    private int tasksNumbered;

    private final Bridges bridges = new Bridges(this);

    private final LoopLocals locals = new LoopLocals(this);

    /** What debug mode does; null without it. */
    private final @Nullable DebugMode debug;

    private final UnretrievedExceptions unretrieved = new UnretrievedExceptions(this);

    private final LoopGauges gauges = new LoopGauges();

    private final Passes passes;

    /** Told of what happens; null if nobody watches. Changes only between passes. */
    private @Nullable Instruments instruments;

    /** The one of the {@link #instruments} that is there while a Flight Recorder recording wants it. */
    private @Nullable JfrInstrument recorder;

    /** Ends a loop that runs until it is told to stop. */
    private final Promise<@Nullable Void> stopRequest = new Promise<>(this);

    EventLoop(RunOptions options, Function<EventLoop, Runnable> body) {
        this.options = options;
        this.thread = new LoopThread(this, options.name(), body.apply(this));
        this.carrier = switch (options.carrier()) {
            case LOOP -> new LoopCarrier(this);
            case BATON -> new BatonCarrier(this);
        };
        this.clock = options.clock();
        this.outsiders = new Outsiders(clock);
        this.ready = new ReadyQueue(
                options.seed().isPresent() ? new SplittableRandom(options.seed().getAsLong()) : null);
        this.passes = new Passes(this, ready, timers, external, gauges);
        this.threads = new WorkerThreads(options.name());
        this.driver = new ParkDriver(thread);
        this.debug = options.debug() ? new DebugMode(this) : null;
        List<Instrument> watching = new ArrayList<>(options.instruments());
        if (debug != null) {
            watching.add(debug.slowSteps());
        }
        this.instruments = watching.isEmpty() ? null : new Instruments(this, watching);
    }

    /**
     * The loop that runs the caller.
     *
     * @return the current loop
     * @throws IllegalStateException outside a loop
     */
    public static EventLoop current() {
        EventLoop loop = here();
        if (!loop.outsiders.canReachLoop() && !Insiders.include(CALLERS.getCallerClass())) {
            loop.outsiders.reachLoop();
        }
        return loop;
    }

    /** {@return whether a loop runs the caller} */
    public static boolean isRunning() {
        return currentOrNull() != null;
    }

    /** The loop that runs the caller, for callers that let it reach no other thread uncounted. */
    static EventLoop here() {
        EventLoop loop = currentOrNull();
        if (loop == null) {
            throw new IllegalStateException(
                    "no event loop runs here: call this inside Async.run(() -> ...), in a task or a callback of the loop");
        }
        return loop;
    }

    static @Nullable EventLoop currentOrNull() {
        Thread here = Thread.currentThread();
        if (here.isVirtual()) {
            return LoopCarrier.currentPlatformThread() instanceof LoopThread carrying
                    ? carrying.loop
                    : BatonCarrier.currentLoop();
        }
        return here instanceof LoopThread loopThread ? loopThread.loop : null;
    }

    /** {@return a new promise of this loop} */
    public <T extends @Nullable Object> Promise<T> createPromise() {
        Promise<T> promise = new Promise<>(this);
        if (debug != null) {
            debug.created(promise);
        }
        return promise;
    }

    /**
     * Calls back on a later pass, after what is ready already. To be called from this loop only.
     *
     * @param callback runs outside any task; what it throws goes to the exception handler
     * @return cancels the call
     */
    public Handle callSoon(Runnable callback) {
        if (debug != null) {
            debug.requireLoop("callSoon of ", this);
        }
        var handle = new Handle(callback);
        ready.add(handle);
        return handle;
    }

    /** Calls back on a later pass; nobody can cancel the call. */
    void soon(Runnable callback) {
        ready.add(callback);
    }

    /**
     * Calls back on a later pass. To be called from any thread.
     *
     * @param callback runs on the loop, outside any task; what it throws goes to the exception handler
     * @throws IllegalStateException if the loop has ended
     */
    public void callSoonThreadsafe(Runnable callback) {
        if (!offer(callback)) {
            throw hasEnded();
        }
    }

    /** Calls back on a later pass, from any thread; false if the loop has ended. */
    boolean offer(Runnable callback) {
        if (!external.offer(callback)) {
            return false;
        }
        if (external.waiting()) {
            driver.wakeup();
        }
        return true;
    }

    /** What killed the loop; null if nothing did. Written before {@link ExternalCalls#close}, read after it. */
    private @Nullable VirtualMachineError killedBy;

    IllegalStateException hasEnded() {
        return new IllegalStateException(options.name() + " has ended and takes no more calls", killedBy);
    }

    boolean closed() {
        return external.closed();
    }

    /**
     * Calls back after a delay. To be called from this loop only.
     *
     * @param delay how long from now; zero or less for the next pass
     * @param callback runs on the loop, outside any task; what it throws goes to the exception handler
     * @return cancels the call
     */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        if (debug != null) {
            debug.requireLoop("callLater of ", this);
        }
        return timers.add(deadline(delay), callback);
    }

    /**
     * Calls back at a point in time. To be called from this loop only.
     *
     * @param nanoTime when, in the time of {@link #nanoTime}
     * @param callback runs on the loop, outside any task; what it throws goes to the exception handler
     * @return cancels the call
     */
    public TimerHandle callAt(long nanoTime, Runnable callback) {
        if (debug != null) {
            debug.requireLoop("callAt of ", this);
        }
        return timers.add(nanoTime, callback);
    }

    /**
     * Calls back whenever the process gets a signal, until {@link #removeSignalHandler} or the end of the loop, as asyncio's
     * {@code add_signal_handler} does. In one loop a signal has one handler, which another replaces; of several loops the
     * latest to register is called. A handler of {@code INT} hears of Ctrl-C instead of {@link
     * RunOptions#withInterruptHandling}. To be called from this loop only.
     *
     * @param signal its name without {@code SIG}, such as {@code HUP}
     * @param callback runs on the loop, outside any task; what it throws goes to the exception handler
     * @throws IllegalArgumentException if there is no such signal here, or it is the JVM's own
     */
    public void addSignalHandler(String signal, Runnable callback) {
        if (debug != null) {
            debug.requireLoop("addSignalHandler of ", this);
        }
        outsiders.reachLoop();
        local(SignalHandlers.class, SignalHandlers::new).add(signal, callback);
    }

    /**
     * Gives a signal back to whoever had it before. To be called from this loop only.
     *
     * @param signal its name without {@code SIG}
     * @return whether this loop handled it
     */
    public boolean removeSignalHandler(String signal) {
        return local(SignalHandlers.class, SignalHandlers::new).remove(signal);
    }

    /**
     * Passes a failure that no task awaits to the loop's exception handler. To be called from this loop only.
     *
     * @param context what happened
     */
    public void callExceptionHandler(ExceptionContext context) {
        Objects.requireNonNull(context, "context");
        try {
            options.exceptionHandler().handle(context);
        } catch (Throwable e) {
            if (context.exception() != null) {
                e.addSuppressed(context.exception());
            }
            ExceptionHandler.logging().handle(new ExceptionContext("the exception handler failed", e, null));
        }
    }

    /** {@return the time of the loop's clock, in nanoseconds since some fixed point} */
    public long nanoTime() {
        return clock.nanoTime();
    }

    /** {@return the loop's own platform thread, on which its I/O driver is polled} */
    public Thread thread() {
        return thread;
    }

    /** {@return how tasks get on and off this loop} */
    public CarrierKind carrierKind() {
        return carrier.kind();
    }

    /** {@return how this loop runs} */
    public RunOptions options() {
        return options;
    }

    /**
     * The trees of the tasks of all loops that run in this JVM, as text for people. A loop that does not answer within a
     * second is shown with the stack of what keeps it busy.
     *
     * <p>To be called from any thread that is no loop's and no task's, which would wait for itself.
     *
     * @return one tree after the other; see {@link TaskTree}
     */
    public static String taskTrees() {
        return RunningLoops.describe();
    }

    /** {@return how the loop is doing} To be called from any thread. */
    public LoopMetrics metrics() {
        return gauges.metrics(options.name(), clock, external.waiting());
    }

    /**
     * The loop's I/O driver, installed on first use. A driver of another kind makes room for it if it can, as that of the
     * streams does, which goes on in a thread of its own.
     *
     * @param type the kind of driver wanted
     * @param factory makes the driver, on the loop
     * @return the driver
     * @throws IllegalStateException if the loop already has a driver of another kind that must stay
     */
    public <D extends IoDriver> D driver(Class<D> type, Function<? super EventLoop, ? extends D> factory) {
        IoDriver installed = driver;
        if (type.isInstance(installed)) {
            return type.cast(installed);
        }
        if (!installed.makeRoom()) {
            throw new IllegalStateException("this loop does its I/O with " + installed + " already");
        }
        D made = factory.apply(this);
        driver = made;
        return made;
    }

    /**
     * Installs an I/O driver if the loop has none. To be called from this loop only.
     *
     * @param offered the driver
     * @return whether it is the loop's driver now
     */
    public boolean offerDriver(IoDriver offered) {
        if (driver instanceof ParkDriver) {
            driver = offered;
            return true;
        }
        return false;
    }

    /**
     * An object that a library keeps for this loop: made on first use, and closed when the loop ends if it is {@link
     * AutoCloseable}. To be called from this loop only.
     *
     * @param type what it is known by
     * @param factory makes it, on the loop
     * @param <T> its type
     * @return the one instance of this loop
     */
    public <T> T local(Class<T> type, Function<? super EventLoop, ? extends T> factory) {
        return locals.get(type, factory);
    }

    /**
     * Starts a coroutine on this loop. To be called from any thread.
     *
     * @param body the coroutine
     * @param <T> what it gives
     * @return its outcome, for threads that are not tasks; cancelling it cancels the task; if the loop has ended, it has
     *     failed with an {@link IllegalStateException}
     */
    public <T extends @Nullable Object> java.util.concurrent.CompletableFuture<T> runCoroutineThreadsafe(
            Awaitable<T> body) {
        return bridges.start(body);
    }

    /**
     * Starts a coroutine without a result on this loop. To be called from any thread.
     *
     * @param body the coroutine
     * @return its outcome, as of {@link #runCoroutineThreadsafe(Awaitable)}
     */
    public java.util.concurrent.CompletableFuture<@Nullable Void> runCoroutineThreadsafe(Action body) {
        return runCoroutineThreadsafe(body.awaitable());
    }

    // ---- for tasks

    <T extends @Nullable Object> Task<T> createTask(Awaitable<T> body) {
        return createTask(null, body, null);
    }

    /** A task with a name, or a number if that is null; in a context, or with a copy of its creator's if that is null. */
    <T extends @Nullable Object> Task<T> createTask(
            @Nullable String name, Awaitable<T> body, @Nullable Context context) {
        Task<T> task = newTask(name, body, context);
        ready.add(task.thread());
        return task;
    }

    /** A task whose first step is over when this returns. Called by a task, which goes on right after that step. */
    <T extends @Nullable Object> Task<T> createEagerTask(Awaitable<T> body) {
        Task<?> creator = requireCurrentTask("createEagerTask");
        Task<T> task = newTask(null, body, null);
        ready.addFirst(task.thread(), creator.thread());
        creator.thread().suspend();
        return task;
    }

    private <T extends @Nullable Object> Task<T> newTask(
            @Nullable String name, Awaitable<T> body, @Nullable Context context) {
        Waiting.check(this, body);
        Task<T> task = new Task<>(this, name, inheriting(body));
        if (context != null) {
            task.context = context;
        } else if (current != null) {
            task.context = ContextVar.valuesOf(current.context);
        }
        tasks.add(task);
        if (debug != null) {
            debug.created(task);
            CreatedCoroutines.used(body);
        }
        if (instruments != null) {
            instruments.taskCreated(task);
        }
        return task;
    }

    /** The coroutine with the creator's scoped values, as far as the options name them. */
    <T extends @Nullable Object> Awaitable<T> inheriting(Awaitable<T> body) {
        return options.scopedValues().isEmpty() ? body : ScopedValues.inherited(options.scopedValues(), body);
    }

    UnretrievedExceptions unretrieved() {
        return unretrieved;
    }

    void ready(Task<?> task) {
        ready.add(task.thread());
    }

    /** The running task of this loop, which must be the caller's. */
    Task<?> requireCurrentTask(String what) {
        EventLoop here = currentOrNull();
        if (here == this && current != null) {
            return current;
        }
        if (here == null) {
            throw new IllegalStateException(what + " outside an event loop: call it inside Async.run(() -> ...)");
        }
        throw new IllegalStateException(
                here == this
                        ? what + " outside a task: a callback cannot wait, let it create a task that does"
                        : what + " across loops: it belongs to " + options.name() + ", the caller to "
                                + here.options.name());
    }

    @Nullable Task<?> currentTask() {
        return current;
    }

    TaskList tasks() {
        return tasks;
    }

    Carrier carrier() {
        return carrier;
    }

    /** The figures as of now rather than of the latest pass. Called on the loop. */
    LoopMetrics metricsNow() {
        gauges.show(ready.size(), tasks.size(), timers.size(), timers.nextDueNanos());
        return metrics();
    }

    /** What debug mode does; null without it. */
    @Nullable DebugMode debug() {
        return debug;
    }

    /** Where a promise was created, if debug mode knows. */
    List<StackTraceElement> createdAt(Promise<?> promise) {
        return debug == null ? List.of() : debug.createdAt(promise);
    }

    /** The threads of the tasks that are in the ready queue. */
    Set<TaskThread> readyTasks() {
        return ready.tasks();
    }

    /** What other threads and people may still bring. */
    Outsiders outsiders() {
        return outsiders;
    }

    /** Who is told of what happens; null if nobody watches. */
    @Nullable Instruments instruments() {
        return instruments;
    }

    WorkerThreads threads() {
        return threads;
    }

    int nextTaskNumber() {
        return ++tasksNumbered;
    }

    /** A task does not need its number after all; the next gets it, if none was created since. */
    void takeBackTaskNumber(int number) {
        if (tasksNumbered == number) {
            tasksNumbered--;
        }
    }

    Bridges bridges() {
        return bridges;
    }

    long deadline(Duration delay) {
        return clock.nanoTime() + Durations.nanos(delay);
    }

    // ---- for carriers: control enters and leaves a task

    void enter(Task<?> task) {
        current = task;
        if (instruments != null) {
            instruments.stepBegins(task);
        }
    }

    void leave() {
        Task<?> left = current;
        current = null;
        if (instruments != null && left != null) {
            instruments.stepEnds(left);
        }
    }

    // ---- for the passes and the end of the loop

    Passes passes() {
        return passes;
    }

    ExternalCalls external() {
        return external;
    }

    IoDriver driver() {
        return driver;
    }

    LoopLocals locals() {
        return locals;
    }

    /** Heeds a Flight Recorder recording that has begun or ended. */
    void recordIfWanted() {
        if (JfrInstrument.wanted() != (recorder != null)) {
            switchRecorder();
        }
    }

    private void switchRecorder() {
        Instruments all = instruments == null ? new Instruments(this, List.of()) : instruments;
        if (recorder == null) {
            recorder = new JfrInstrument(options.name());
            all.add(recorder);
        } else {
            all.remove(recorder);
            recorder = null;
        }
        instruments = all.isEmpty() ? null : all;
    }

    /** The JVM has failed under this loop: what still calls it is told so. */
    void killedBy(VirtualMachineError cause) {
        killedBy = cause;
    }

    Promise<@Nullable Void> stopRequest() {
        return stopRequest;
    }

    void start() {
        thread.start();
    }

    @Override
    public String toString() {
        return "loop " + options.name() + " (" + tasks.size() + " tasks)";
    }
}
