package ayatori.async;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Several loops, each with its own thread, to use more than one core. Tasks never move between loops; a key, such as a
 * host name, always lands on the same one, so what belongs to a key needs no locks.
 *
 * {@snippet :
 * try (LoopGroup loops = LoopGroup.start(2, RunOptions.defaults())) {
 *     CompletableFuture<String> page = loops.forKey("example.org").runCoroutineThreadsafe(() -> "a page of example.org");
 *     System.out.println(page.join());
 * }
 * }
 */
public final class LoopGroup implements AutoCloseable {
    /** A loop and the promise that ends it. */
    private record Member(EventLoop loop, CompletableFuture<@Nullable Void> ended) {}

    private final List<Member> members = new ArrayList<>();

    private LoopGroup() {}

    /**
     * Starts loops.
     *
     * @param loops how many, one or more
     * @param options for each; a number is added to the name
     * @return the group; close it to end the loops
     */
    public static LoopGroup start(int loops, RunOptions options) {
        if (loops <= 0) {
            throw new IllegalArgumentException("a loop group has one loop or more, not " + loops);
        }
        var group = new LoopGroup();
        try {
            for (int i = 1; i <= loops; i++) {
                group.members.add(start(options.withName(options.name() + "-" + i)));
            }
        } catch (Throwable e) {
            group.close(); // the caller has no reference to end the loops that were started
            throw e;
        }
        return group;
    }

    private static Member start(RunOptions options) {
        var ended = new CompletableFuture<@Nullable Void>();
        EventLoop loop = new EventLoop(options, self -> () -> runOnLoop(self, ended));
        loop.outsiders().keepOpen();
        loop.start();
        return new Member(loop, ended);
    }

    private static void runOnLoop(EventLoop loop, CompletableFuture<@Nullable Void> ended) {
        Throwable failure = null;
        try {
            loop.passes().runUntilDone(loop.stopRequest());
        } catch (VirtualMachineError e) {
            LoopEnd.abandon(loop, e);
            ended.completeExceptionally(e);
            return;
        } catch (Throwable e) {
            failure = e;
        }
        failure = Throwables.both(failure, LoopEnd.end(loop));
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    /** {@return how many loops there are} */
    public int size() {
        return members.size();
    }

    /**
     * One of the loops.
     *
     * @param index from zero
     * @return the loop
     */
    public EventLoop loop(int index) {
        return members.get(index).loop;
    }

    /**
     * The loop of a key: the same for equal keys.
     *
     * @param key by its hash code
     * @return the loop
     */
    public EventLoop forKey(Object key) {
        int spread = key.hashCode() * 0x9E3779B9; // neighbouring hash codes must not share a loop
        return loop(Math.floorMod(spread >>> 16, size()));
    }

    /**
     * Cancels the tasks of all loops, waits for them, and ends the loops. Idempotent. What killed a loop, such as an {@link
     * OutOfMemoryError}, is thrown, the same object, when all loops have ended.
     *
     * @throws IllegalStateException inside one of the loops
     */
    @Override
    public void close() {
        EventLoop here = EventLoop.currentOrNull();
        for (Member member : members) {
            if (member.loop == here) {
                throw new IllegalStateException("a loop group cannot be closed inside one of its loops: " + here);
            }
        }
        for (Member member : members) {
            EventLoop loop = member.loop;
            loop.offer(() -> {
                if (!loop.stopRequest().done()) {
                    loop.stopRequest().setResult(null);
                }
            });
        }
        Throwable failure = null;
        for (Member member : members) {
            try {
                member.ended.join();
            } catch (CompletionException e) {
                failure = Throwables.both(failure, e.getCause());
            }
        }
        if (failure != null) {
            throw Throwables.sneaky(failure);
        }
    }
}
