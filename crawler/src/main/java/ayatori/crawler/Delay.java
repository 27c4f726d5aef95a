package ayatori.crawler;

import java.time.Duration;

/** How long a host is left alone between the starts of two requests. robots.txt's Crawl-delay is never undercut. */
public sealed interface Delay {
    /** As long as the host took to answer: slow hosts are spared, fast ones crawled fast. */
    record Auto() implements Delay {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /**
     * Always the same.
     *
     * @param duration zero for none
     */
    record Fixed(Duration duration) implements Delay {
        /** Checks that the delay is not negative. */
        public Fixed {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("a delay is zero or more, not " + duration);
            }
        }

        @Override
        public String toString() {
            return duration.toString();
        }
    }

    /** {@return the delay that follows how long the host takes to answer} */
    static Delay auto() {
        return new Auto();
    }

    /**
     * A delay that is always the same.
     *
     * @param duration zero for none
     * @return the delay
     */
    static Delay of(Duration duration) {
        return new Fixed(duration);
    }
}
