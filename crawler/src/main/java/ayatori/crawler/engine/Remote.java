package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the frontier loop from other threads to stop, to pause, or to go at another speed. What is said before the loop runs is
 * said to it when it does.
 */
final class Remote {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");

    private static final double SPEED_MIN = 0.01;
    private static final double SPEED_MAX = 16;

    private boolean stops;
    private boolean pauses;
    private double speed = 1;
    private @Nullable FrontierLoop frontier;
    private @Nullable EventLoop loop;

    synchronized void stop() {
        stops = true;
        forward(FrontierLoop::stop);
    }

    synchronized void pause(boolean nowPaused) {
        pauses = nowPaused;
        forward(running -> running.pause(nowPaused));
    }

    /** Changes the speed; throws {@link IllegalArgumentException} if it is not within bounds. */
    synchronized void speed(double factor) {
        if (!(factor >= SPEED_MIN && factor <= SPEED_MAX)) {
            throw new IllegalArgumentException(
                    "The speed must be between " + SPEED_MIN + " and " + SPEED_MAX + ", not " + factor);
        }
        speed = factor;
        forward(running -> running.speed(factor));
    }

    /** The loop runs from now on. */
    synchronized void connect(FrontierLoop running, EventLoop itsLoop) {
        frontier = running;
        loop = itsLoop;
        if (pauses) {
            pause(true);
        }
        if (speed != 1) {
            speed(speed);
        }
        if (stops) {
            stop();
        }
    }

    private void forward(Consumer<FrontierLoop> action) {
        FrontierLoop running = frontier;
        EventLoop itsLoop = loop;
        if (running == null || itsLoop == null) {
            return;
        }
        try {
            itsLoop.callSoonThreadsafe(() -> action.accept(running));
        } catch (IllegalStateException e) {
            LOG.debug("the crawl has ended", e);
        }
    }
}
