package ayatori.crawler;

import java.time.Duration;

/** The time between the starts of two requests to one host. A Crawl-delay in robots.txt is a lower bound. */
public sealed interface Delay {
    /** The time the host takes to answer: fast hosts are crawled fast, slow ones are spared. */
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
        /** Checks that the delay is neither negative nor longer than 100 years. */
        public Fixed {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("a delay is zero or more, not " + duration);
            }
            if (!duration.isZero()) {
                Check.timeLimit(duration, "a delay");
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
