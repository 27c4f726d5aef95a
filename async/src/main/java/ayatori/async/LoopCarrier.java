package ayatori.async;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Mounts tasks on the loop's own thread, through the JDK's internal hook for virtual-thread schedulers.
 *
 * <p>A virtual thread that can go on hands its scheduler a <em>continuation</em>: a runnable that mounts the thread on
 * whatever thread runs it and returns when the virtual thread parks or ends. Every task's thread has its own scheduler,
 * {@link Mount}, which runs the continuation at once when the loop resumes the task. A continuation that is submitted at
 * any other time means that the task had blocked in foreign code, such as a socket read or a contended lock, and can go on.
 * It is queued on the loop, so blocking code suspends only its own task.
 */
final class LoopCarrier implements Carrier {
    private static final @Nullable MethodHandle NEW_VIRTUAL_THREAD = newVirtualThreadHook();
    private static final @Nullable MethodHandle CURRENT_CARRIER = currentCarrierHook();

    private final EventLoop loop;

    LoopCarrier(EventLoop loop) {
        if (!available()) {
            throw new IllegalStateException("this JVM does not let the loop carrier be used: start it with --add-opens "
                    + "java.base/java.lang=ALL-UNNAMED, or use CarrierKind.BATON");
        }
        this.loop = loop;
    }

    /** Whether this JVM lets the hook be used. */
    static boolean available() {
        return NEW_VIRTUAL_THREAD != null && CURRENT_CARRIER != null;
    }

    /** The platform thread under the current thread: itself, or what carries the current virtual thread. */
    static @Nullable Thread currentPlatformThread() {
        if (CURRENT_CARRIER == null) {
            return null;
        }
        try {
            return (Thread) CURRENT_CARRIER.invokeExact();
        } catch (Throwable e) {
            throw Throwables.sneaky(e);
        }
    }

    @Override
    public TaskThread newThread(Task<?> task) {
        return new Mount(task, loop);
    }

    @Override
    public CarrierKind kind() {
        return CarrierKind.LOOP;
    }

    private static @Nullable MethodHandle newVirtualThreadHook() {
        try {
            Class<?> builders = Class.forName("java.lang.ThreadBuilders");
            return MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                    .findStatic(
                            builders,
                            "newVirtualThread",
                            MethodType.methodType(
                                    Thread.class, Executor.class, String.class, int.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null; // the package is not opened to us, or this JDK has no such hook
        }
    }

    private static @Nullable MethodHandle currentCarrierHook() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** A task's virtual thread and its scheduler. All but {@link #execute} runs on the loop's thread. */
    private static final class Mount extends TaskThread implements Executor, Runnable {
        private final EventLoop loop;
        private @Nullable Thread thread;

        /** The continuation of {@link #thread}: the JDK gives the same object every time. */
        private @Nullable Runnable continuation;

        /** Set while {@link #resume} waits for the continuation to be handed over. */
        private boolean resuming;

        /** Whether control has been given and not yet taken up by {@link #suspend}. */
        private boolean resumed;

        /** Whether the thread gave control up by {@link #suspend}, or has ended. */
        private boolean gaveUp;

        /** Whether the thread is blocked in foreign code, and the loop has been told that it is owed its return. */
        private boolean blocked;

        Mount(Task<?> task, EventLoop loop) {
            super(task);
            this.loop = loop;
        }

        @Override
        void resume() {
            resumed = true;
            resuming = true;
            Thread started = thread;
            if (started == null) {
                thread = started = newThread();
                started.start();
            } else {
                LockSupport.unpark(started);
            }
            if (resuming) {
                // The continuation was not submitted. A stray unpark has queued it already, and it will find the flag
                // set;
                // or another thread is reading the stack, and submits it when it is done.
                resuming = false;
                owe();
            } else {
                mount();
            }
        }

        @Override
        @Nullable Thread thread() {
            return thread;
        }

        @Override
        void suspend() {
            gaveUp = true;
            while (!resumed) {
                LockSupport.park(this);
            }
            resumed = false;
            gaveUp = false;
        }

        @Override
        public void run() {
            resumed = false;
            task.runBody();
            gaveUp = true;
        }

        @Override
        void runOutsideLoop(Runnable body) {
            loop.threads().blocking(() -> {
                body.run();
                loop.offer(() -> loop.ready(task));
            });
            suspend();
        }

        /** Called by the JDK, from any thread, when a virtual thread with this scheduler can go on. */
        @Override
        public void execute(Runnable ready) {
            boolean onLoop = currentPlatformThread() == loop.thread();
            if (onLoop && resuming) {
                resuming = false;
                continuation = ready;
                return;
            }
            // A thread that the task itself started inherits this scheduler: its continuations are plain callbacks.
            Runnable step = ready;
            if (ready == continuation) {
                step = this::mount;
            } else {
                loop.outsiders().reachLoop();
            }
            if (onLoop) {
                loop.soon(step);
            } else {
                loop.offer(step);
            }
        }

        private void mount() {
            Runnable mounted = continuation;
            if (mounted == null) {
                throw new IllegalStateException("no continuation for " + task);
            }
            if (blocked) {
                blocked = false;
                loop.outsiders().paid();
            }
            loop.enter(task);
            mounted.run();
            loop.leave();
            if (!gaveUp) {
                owe();
            }
        }

        private void owe() {
            if (!blocked) {
                blocked = true;
                loop.outsiders().owe();
            }
        }

        private Thread newThread() {
            MethodHandle hook = NEW_VIRTUAL_THREAD;
            if (hook == null) {
                throw new IllegalStateException("the loop carrier is not available in this JVM");
            }
            try {
                return (Thread) hook.invokeExact((Executor) this, (String) null, 0, (Runnable) this);
            } catch (Throwable e) {
                throw Throwables.sneaky(e);
            }
        }
    }
}
