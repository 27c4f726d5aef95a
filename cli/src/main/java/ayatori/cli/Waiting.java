package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Host;
import java.util.Comparator;
import java.util.List;

/** Says what a crawl waits for while no page comes in. */
final class Waiting {

    private Waiting() {}

    static String sentence(CrawlProgress progress) {
        Host answering = progress.busiest().stream()
                .filter(host -> host.inFlight() > 0)
                .max(Comparator.comparingInt(Host::inFlight))
                .orElse(null);
        if (answering != null) {
            String others = progress.inFlight() == answering.inFlight()
                    ? ""
                    : " and " + Figures.count(progress.inFlight() - answering.inFlight()) + " elsewhere";
            return "waiting for answers from " + HostWait.name(answering) + " ("
                    + Figures.count(answering.inFlight(), "request", "requests") + others + ")" + more(progress);
        }
        if (progress.state() == CrawlProgress.State.PAUSED) {
            return "paused";
        }
        if (progress.inFlight() > 0) {
            return "waiting for " + Figures.count(progress.inFlight(), "answer", "answers");
        }
        return progress.busiest().stream()
                .filter(host -> host.queued() > 0 && host.blocked().isPositive())
                .min(Comparator.comparing(Host::blocked))
                .map(host -> HostWait.name(host) + " asked us to wait " + Figures.time(host.blocked()))
                .orElse("waiting for the next turn of " + Figures.count(progress.queued(), "URL", "URLs"));
    }

    /** How long answers take, and what will be tried again. */
    private static String more(CrawlProgress progress) {
        List<String> parts = HostWait.parts(progress);
        return parts.size() < 2 ? "" : ", " + String.join(", ", parts.subList(1, parts.size()));
    }
}
