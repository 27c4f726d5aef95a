package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the frontier tells its driver to do. */
public sealed interface Output {
    /** To request something of a host. */
    sealed interface Command extends Output {
        /** The host: {@code scheme://host[:port]}. */
        String origin();

        /**
         * Which of the host's parallel requests this is, from 0: the lowest number that is free. A driver that keeps each
         * slot of a host on the same fetch loop reuses its connections.
         */
        int slot();
    }

    /**
     * Request this URL now, and answer with {@link Frontier#onFetched}.
     *
     * @param id names this request; the answer carries it
     * @param incarnation the frontier's incarnation; the answer carries it too
     * @param url the canonical URL
     * @param origin its host: {@code scheme://host[:port]}
     * @param depth links between a seed and it
     * @param redirects redirects in a row that led to it
     * @param isSitemap whether it is requested for the pages that it lists
     * @param referrer the URL of the page that linked to it first; null for a seed
     * @param attempt 1 for the first request of this URL, 2 for the first retry, …
     * @param earlier the attempts before, at most the last {@value Attempt#KEPT_MAX}
     * @param lastAttempt whether the result will stand whatever it is
     * @param slot as in {@link Command}
     * @param request method, headers and body, and what its requester attached to it
     * @param requisite what a page needs it for; null if it is no requisite
     * @param isSeed whether it is a seed, or what one redirects to
     */
    record Fetch(
            long id,
            long incarnation,
            String url,
            String origin,
            int depth,
            int redirects,
            boolean isSitemap,
            @Nullable String referrer,
            int attempt,
            List<Attempt> earlier,
            boolean lastAttempt,
            int slot,
            PageRequest request,
            @Nullable RequisiteRole requisite,
            boolean isSeed)
            implements Command {
        /** No requisite, without what is known of attempts before. */
        public Fetch(
                long id,
                long incarnation,
                String url,
                String origin,
                int depth,
                int redirects,
                boolean isSitemap,
                @Nullable String referrer,
                int attempt,
                boolean lastAttempt,
                int slot,
                PageRequest request) {
            this(
                    id,
                    incarnation,
                    url,
                    origin,
                    depth,
                    redirects,
                    isSitemap,
                    referrer,
                    attempt,
                    List.of(),
                    lastAttempt,
                    slot,
                    request,
                    null,
                    false);
        }
    }

    /**
     * Request {@code origin + "/robots.txt"} now, and answer with {@link Frontier#onRobots}. If the text is known, only parse
     * it, and answer with {@link RobotsAnswer.Parsed}.
     *
     * @param id names this request; the answer carries it
     * @param incarnation the frontier's incarnation; the answer carries it too
     * @param origin the host whose rules are wanted
     * @param slot as in {@link Command}
     * @param text a large robots.txt that the host gave before and whose rules were evicted; null if the host is to be asked.
     *     Not to be modified
     */
    record FetchRobots(long id, long incarnation, String origin, int slot, byte @Nullable [] text) implements Command {
        /** A request. */
        public FetchRobots(long id, long incarnation, String origin, int slot) {
            this(id, incarnation, origin, slot, null);
        }

        @Override
        public String toString() {
            return "FetchRobots " + id + " of " + origin + ", slot " + slot
                    + (text == null ? "" : ", to be parsed: " + text.length + " bytes");
        }
    }

    /**
     * A link leads to a URL of another shard: tell that shard, by {@link Frontier#onForwarded}.
     *
     * @param shard its number
     * @param link the link, for {@link ForwardedLinks#add}. Not to be modified
     */
    record Forward(int shard, byte[] link) implements Output {
        static Forward of(int shard, ForwardedLink link) {
            var bytes = new ByteWriter();
            link.write(bytes);
            return new Forward(shard, bytes.toBytes());
        }
    }

    /**
     * This URL is not going to be requested: record why.
     *
     * @param url the canonical URL
     * @param reason why
     * @param referrer the URL of the page that linked to it first; null for a seed
     * @param rule the line or the header field that says so, or a sentence; null if the reason says it all, or the rule
     *     follows from the options
     */
    record Skip(
            String url,
            SkipReason reason,
            @Nullable String referrer,
            @Nullable String rule) implements Output {
        /** A skip for a reason that says it all. */
        public Skip(String url, SkipReason reason, @Nullable String referrer) {
            this(url, reason, referrer, null);
        }
    }
}
