package ayatori.async;

/** The platform thread of a loop: it owns the loop's I/O and, on the loop carrier, carries its tasks. */
final class LoopThread extends Thread {
    final EventLoop loop;

    LoopThread(EventLoop loop, String name, Runnable body) {
        super(null, body, name, 0, false);
        this.loop = loop;
    }
}
