package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The random programs on real threads and the real clock, on both carriers at once, while other threads call the loops,
 * submit to them, cancel the calls they submitted, and cancel tasks; and one thread keeps a core busy. Not a test: its verdict depends
 * on the clock and the machine. Run it as {@code java -cp ... ayatori.async.Stress 180} for so many seconds.
 *
 * <p>It ends with status 1 at the first thing that does not hold, or when a loop has finished no program for a minute.
 */
final class Stress {
    private static final int PROGRAMS_AT_ONCE = 50;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final CarrierKind carrier;
    private final long deadlineNanos;
    private final AtomicLong programs = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final CompletableFuture<EventLoop> loop = new CompletableFuture<>();

    /** What is running. Written by the loop, read by its callbacks. */
    private List<RandomProgram> running = List.of();

    private Stress(CarrierKind carrier, long deadlineNanos) {
        this.carrier = carrier;
        this.deadlineNanos = deadlineNanos;
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 180;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var wrong = new AtomicReference<@Nullable Throwable>();
        List<Stress> loops = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (CarrierKind carrier : CarrierKind.values()) {
            var stress = new Stress(carrier, deadline);
            loops.add(stress);
            threads.add(start(carrier + " loop", wrong, stress::runLoop));
            for (int i = 0; i < 2; i++) {
                int seed = i;
                threads.add(start(carrier + " caller " + i, wrong, () -> stress.callFromOutside(seed)));
            }
        }
        threads.add(start("burner", wrong, () -> burn(deadline)));
        watch(loops, threads, wrong);
    }

    private static Thread start(String name, AtomicReference<@Nullable Throwable> wrong, Action body) {
        return Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                wrong.compareAndSet(null, e);
            }
        });
    }

    private static void watch(List<Stress> loops, List<Thread> threads, AtomicReference<@Nullable Throwable> wrong)
            throws InterruptedException {
        long begin = System.nanoTime();
        long[] programsBefore = new long[loops.size()];
        long[] movedNanos = {begin, begin};
        while (threads.stream().anyMatch(Thread::isAlive)) {
            for (Thread thread : threads) {
                thread.join(LOOK_EVERY);
            }
            for (int i = 0; i < loops.size(); i++) {
                long now = loops.get(i).programs.get();
                if (now != programsBefore[i]) {
                    programsBefore[i] = now;
                    movedNanos[i] = System.nanoTime();
                } else if (System.nanoTime() - movedNanos[i] > STUCK.toNanos()) {
                    wrong.compareAndSet(null, new AssertionError(loops.get(i) + " has not moved for " + STUCK));
                }
            }
            Throwable failure = wrong.get();
            if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
            }
        }
        loops.forEach(System.out::println);
        System.out.printf("all held for %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
    }

    private void runLoop() throws Exception {
        List<ExceptionContext> lost = new ArrayList<>();
        var random = new SplittableRandom(carrier == CarrierKind.LOOP ? 0 : 1);
        Async.run(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(lost::add), () -> {
            loop.complete(EventLoop.current());
            while (System.nanoTime() - deadlineNanos < 0) {
                List<RandomProgram> batch = new ArrayList<>();
                List<Task<@Nullable Void>> tasks = new ArrayList<>();
                for (int i = 0; i < PROGRAMS_AT_ONCE; i++) {
                    var program = new RandomProgram(random, false);
                    batch.add(program);
                    tasks.add(Async.createTask(program::run));
                }
                running = batch;
                Async.gather(tasks);
                programs.addAndGet(PROGRAMS_AT_ONCE);
                if (!lost.isEmpty()) {
                    throw new AssertionError(
                            lost.getFirst().message(), lost.getFirst().exception());
                }
            }
        });
    }

    private void callFromOutside(int seed) throws Exception {
        EventLoop target = loop.get();
        var random = new SplittableRandom(seed);
        while (deadlineNanos - System.nanoTime() > TimeUnit.SECONDS.toNanos(5)) {
            int number = random.nextInt();
            switch (random.nextInt(6)) {
                case 0, 1 -> target.callSoonThreadsafe(() -> running.forEach(RandomProgram::cancelSomeone));
                case 2 ->
                    expect(number, target.runCoroutineThreadsafe(() -> {
                        Async.sleep(Duration.ofMillis(1));
                        return number;
                    }));
                case 3 -> expect(number, target.runCoroutineThreadsafe(() -> Async.toThread(() -> number)));
                case 4 -> expect(number, target.runCoroutineThreadsafe(() -> Async.blocking(() -> number)));
                default -> submitAndCancel(target, random.nextInt(1_000_000));
            }
            calls.incrementAndGet();
            LockSupport.parkNanos(random.nextInt(1_000_000));
        }
    }

    private void expect(int number, CompletableFuture<Integer> answer) throws Exception {
        long begin = System.nanoTime();
        try {
            if (answer.get(30, TimeUnit.SECONDS) != number) {
                throw new AssertionError("a coroutine gave another's result");
            }
        } catch (CancellationException e) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // the loop has ended, and says why
        }
        slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }

    /** A coroutine that has begun ends when its future is cancelled; one that has not begun never does. */
    private static void submitAndCancel(EventLoop target, int pauseNanos) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        CompletableFuture<String> future = target.runCoroutineThreadsafe(() -> {
            begun.countDown();
            try {
                Async.sleep(Duration.ofHours(1));
                return "never";
            } finally {
                ended.countDown();
            }
        });
        LockSupport.parkNanos(pauseNanos);
        future.cancel(true);
        if (begun.await(1, TimeUnit.MILLISECONDS) && !ended.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("a coroutine cancelled from another thread goes on");
        }
    }

    private static void burn(long deadlineNanos) {
        double heat = 1;
        while (System.nanoTime() - deadlineNanos < 0) {
            heat = Math.sqrt(heat + 1);
        }
        if (heat < 0) {
            throw new AssertionError(heat);
        }
    }

    @Override
    public String toString() {
        return "%s carrier: %,d programs, %,d calls from other threads, the slowest answered after %d ms"
                .formatted(carrier, programs.get(), calls.get(), TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
    }
}
