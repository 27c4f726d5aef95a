package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says what a host, or a whole crawl, waits for. */
final class HostWait {
    /** Shorter waits are nothing to speak of. */
    private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

    private HostWait() {}

    /** The host and the port, without the scheme; escaped. */
    static String name(Host host) {
        return TerminalText.escape(host.origin().substring(host.origin().indexOf("://") + 3));
    }

    /** What a host waits for, in parts: as many as there is room for make a phrase. The first says most. */
    static List<String> parts(Host host, CrawlProgress.State state) {
        var parts = new ArrayList<String>();
        if (host.asksRobots()) {
            parts.add("waits for robots.txt" + longest(host.oldest(), ", "));
        } else if (host.inFlight() > 0) {
            parts.addAll(answers(host.inFlight(), host.oldest()));
        }
        if (host.blocked().isPositive()) {
            parts.add("asked us to wait " + Figures.about(host.blocked()));
        } else if (parts.isEmpty() && host.queued() > 0) {
            parts.addAll(turn(host, state));
        }
        if (host.retries() > 0) {
            parts.add(retries(host.retries()));
        }
        return parts;
    }

    private static List<String> turn(Host host, CrawlProgress.State state) {
        if (state == CrawlProgress.State.PAUSED) {
            return List.of("paused");
        }
        String delay = host.delayed().isPositive() ? Figures.about(host.delayed()) : "";
        if (host.neighbourhood() != null) {
            String neighbours = "waits for neighbours at " + TerminalText.escape(host.neighbourhood());
            return delay.isEmpty() ? List.of(neighbours) : List.of(neighbours, "another " + delay);
        }
        if (host.isHeldBack()) {
            return List.of("is slow, and waits for other slow hosts");
        }
        return List.of(delay.isEmpty() ? "waits for its turn" : "its delay is over in " + delay);
    }

    /** What the whole crawl waits for; empty if it waits for nothing. */
    static List<String> parts(CrawlProgress progress) {
        var parts = new ArrayList<String>();
        if (progress.inFlight() > 0) {
            parts.addAll(answers(progress.inFlight(), progress.details().oldest()));
        }
        if (progress.details().retries() > 0) {
            parts.add(retries(progress.details().retries()));
        }
        return parts;
    }

    private static List<String> answers(int inFlight, Duration oldest) {
        String waits = Figures.count(inFlight) + (inFlight == 1 ? " waits" : " wait") + " for an answer";
        String longest = longest(oldest, "");
        return longest.isEmpty() ? List.of(waits) : List.of(waits, longest);
    }

    private static String longest(Duration oldest, String before) {
        return oldest.compareTo(NOTEWORTHY) < 0 ? "" : before + "longest " + Figures.about(oldest);
    }

    private static String retries(long count) {
        return Figures.count(count) + " will be tried again";
    }

    /** As many parts as fit into a width, with commas between them; a first part that is too long is cut. */
    static String phrase(List<String> parts, int width, String cut) {
        if (parts.isEmpty()) {
            return "";
        }
        String phrase = TerminalText.clip(parts.getFirst(), width, cut);
        for (String part : parts.subList(1, parts.size())) {
            String longer = phrase + ", " + part;
            if (longer.length() > width) {
                break;
            }
            phrase = longer;
        }
        return phrase;
    }
}
