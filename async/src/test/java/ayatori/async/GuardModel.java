package ayatori.async;

import java.util.ArrayList;
import java.util.List;

/** A lock or a semaphore with a plain model of it: how many tasks hold it, and which have asked for it, in order. */
final class GuardModel {
    /** One request for a turn. */
    private static final class Request {
        boolean overtaken;
    }

    private final Action acquire;
    private final Runnable release;
    private final Object guard;
    private final int permits;
    private final boolean inOrder;
    private final Checks checks;
    private final List<Request> asking = new ArrayList<>();
    private int inside;

    private GuardModel(Object guard, Action acquire, Runnable release, int permits, boolean inOrder, Checks checks) {
        this.guard = guard;
        this.acquire = acquire;
        this.release = release;
        this.permits = permits;
        this.inOrder = inOrder;
        this.checks = checks;
    }

    static GuardModel of(Lock lock, boolean inOrder, Checks checks) {
        return new GuardModel(lock, lock::acquire, lock::release, 1, inOrder, checks);
    }

    static GuardModel of(Semaphore semaphore, int permits, boolean inOrder, Checks checks) {
        return new GuardModel(semaphore, semaphore::acquire, semaphore::release, permits, inOrder, checks);
    }

    void enter() throws Exception {
        var request = new Request();
        asking.add(request);
        int before;
        try {
            acquire.run();
        } finally {
            before = asking.indexOf(request);
            asking.remove(before);
        }
        checks.check(++inside <= permits, inside + " are inside " + guard);
        checks.check(!request.overtaken, "one was overtaken at " + guard);
        int handedOver = permits - inside - (guard instanceof Semaphore semaphore ? semaphore.free() : 0);
        if (inOrder && handedOver == 0) {
            // An earlier request is still here only because its task was cancelled and has not run since.
            asking.subList(0, before).forEach(earlier -> earlier.overtaken = true);
        }
    }

    void exit() {
        inside--;
        release.run();
    }

    void checkFree() {
        checks.check(inside == 0 && asking.isEmpty(), inside + " are inside " + guard + ", " + asking.size() + " ask");
        boolean free = guard instanceof Lock lock
                ? !lock.locked()
                : guard.toString().equals("semaphore (" + permits + " free, 0 waiting)");
        checks.check(free, "of " + permits + " permits some are lost: " + guard);
    }
}
