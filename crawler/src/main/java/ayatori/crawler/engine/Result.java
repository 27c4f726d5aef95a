package ayatori.crawler.engine;

import ayatori.crawler.Change;
import ayatori.crawler.PageError;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.extract.Extracted;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.read.FetchedLinks;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.read.RequestedLinks;
import ayatori.crawler.read.RequisiteLinks;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a fetch loop reports to the frontier loop about one request. */
sealed interface Result {
    /** What this takes of the fetch loop's {@link HeldBytes} until it is taken up; small results take nothing. */
    default long heldBytes() {
        return 0;
    }

    /**
     * A page was requested.
     *
     * @param fetch the command
     * @param outcome how it ended, for the frontier
     * @param facts how it ended, for the counts
     * @param records its record in each format that is written; null where it has none
     * @param links the links found, redirect targets included
     * @param requisites what it needs to be seen again; empty where they are not wanted
     * @param asked what its handler asked for
     * @param archived its records for the archive; null if there is none
     */
    record Fetched(
            Output.Fetch fetch,
            Outcome outcome,
            Facts facts,
            byte[] @Nullable [] records,
            FetchedLinks links,
            RequisiteLinks requisites,
            Asked asked,
            @Nullable EncodedCapture archived)
            implements Result {
        /** The same with what its handler asked for. */
        Fetched with(Asked newAsked) {
            return new Fetched(fetch, outcome, facts, records, links, requisites, newAsked, archived);
        }

        /** The same with what it needs to be seen again. */
        Fetched with(RequisiteLinks newRequisites) {
            return new Fetched(fetch, outcome, facts, records, links, newRequisites, asked, archived);
        }

        /** The same with its records for the archive. */
        Fetched with(@Nullable EncodedCapture newArchived) {
            return new Fetched(fetch, outcome, facts, records, links, requisites, asked, newArchived);
        }

        /** Whether the answer does not lead to another try. */
        boolean isFinal() {
            return !(outcome instanceof Outcome.SentBack) && (fetch.lastAttempt() || !outcome.retryable());
        }

        /** Frees what no archive takes. */
        void drop() {
            if (archived != null) {
                archived.close();
            }
        }

        /** The same, to be tried again. */
        Fetched retried() {
            return new Fetched(fetch, outcome.retried(), facts, records, links, requisites, Asked.NOTHING, archived);
        }

        @Override
        public long heldBytes() {
            long bytes = links.memoryBytes() + requisites.memoryBytes() + asked.memoryBytes() + memoryBytes(archived);
            for (byte[] record : records) {
                bytes += record == null ? 0 : record.length;
            }
            return bytes < SMALL_BYTES ? 0 : bytes;
        }
    }

    /**
     * What a page's handler asked for, and the items that rules found in the page.
     *
     * @param requests the requests it made
     * @param items lines of items
     */
    record Asked(RequestedLinks requests, List<byte[]> items) {
        static final Asked NOTHING = new Asked(RequestedLinks.NONE, List.of());

        /** The same items and more. */
        Asked and(RequestedLinks newRequests, List<byte[]> more) {
            List<byte[]> all = items.isEmpty()
                    ? more
                    : Stream.concat(items.stream(), more.stream()).toList();
            return new Asked(newRequests, all);
        }

        long memoryBytes() {
            long bytes = requests.memoryBytes();
            for (byte[] item : items) {
                bytes += item.length;
            }
            return bytes;
        }
    }

    /**
     * A page was requested, and its handler ended the crawl. The page stays under way: it is to be requested again.
     *
     * @param fetch the command
     * @param problem why the crawl cannot go on; null if it was only stopped
     */
    record Unhandled(Output.Fetch fetch, @Nullable String problem) implements Result {}

    /**
     * A part of a sitemap was read.
     *
     * @param fetch the command, whose result is still to come
     * @param links what the part lists
     */
    record Listed(Output.Fetch fetch, ListedLinks links) implements Result {
        @Override
        public long heldBytes() {
            return links.memoryBytes();
        }
    }

    /**
     * The connection was refused by our own address policy: the URL's host has a private address.
     *
     * @param fetch the command
     * @param message one sentence for people
     */
    record PrivateAddress(Output.Fetch fetch, String message) implements Result {}

    /**
     * A host was asked for its robots.txt.
     *
     * @param command the command
     * @param robots what came of it
     * @param archived its records for the archive; null if there is none
     */
    record Robots(
            Output.FetchRobots command,
            RobotsFetch robots,
            @Nullable EncodedCapture archived) implements Result {
        @Override
        public long heldBytes() {
            long bytes = memoryBytes(archived);
            if (robots instanceof RobotsFetch.Answered(RobotsAnswer answer, var _, var _)) {
                bytes += bytesOf(answer);
            }
            return bytes < SMALL_BYTES ? 0 : bytes;
        }

        private static long bytesOf(RobotsAnswer answer) {
            if (answer instanceof RobotsAnswer.Rules rules && rules.parsed() != null) {
                return rules.text().length + rules.parsed().memoryBytes();
            }
            return answer instanceof RobotsAnswer.Parsed parsed ? parsed.rules().memoryBytes() : 0;
        }
    }

    /**
     * What is counted of a page.
     *
     * @param status the HTTP status; 0 without an answer
     * @param bytes the length of the decoded body
     * @param error why no answer came; null if one did
     * @param redirectTo the canonical URL it redirects to; null if it does not
     * @param setsCookie whether it sets a cookie that will be sent back
     * @param extracted what was taken out of it; null if nothing was
     * @param isRequisite whether it was requested as a requisite
     * @param change how it compares with the crawl before; null if this is no recrawl, or it cannot be told
     */
    record Facts(
            int status,
            long bytes,
            @Nullable PageError error,
            @Nullable String redirectTo,
            boolean setsCookie,
            @Nullable Extracted extracted,
            boolean isRequisite,
            @Nullable Change change) {}

    private static long memoryBytes(@Nullable EncodedCapture archived) {
        return archived == null ? 0 : archived.records().memoryBytes();
    }

    /** Smaller results are not counted: there are never more of them than requests under way. */
    long SMALL_BYTES = 32 << 10;
}
