package ayatori.crawler.engine;

import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.frontier.Shard;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Redirects of robots.txt files to hosts of other shards. Only the shard of a host may say when that host is asked. So the shard
 * that wants the rules asks the shard of the target. That shard requests it when the host has a turn. It follows a further redirect to
 * a host of its own, and passes any other on to the shard of that host. The shard that gets the answer sends it to the one that wants it.
 *
 * <p>Nothing of this is stored. The errand is repeated until it is answered, since a shard that had it may have gone to another
 * process. If the shard that wants the rules goes, its robots.txt is requested again from the start.
 */
final class RobotsErrands {
    private static final Duration REPEAT_EVERY = Duration.ofSeconds(30);

    /** The incarnation of requests that are made for other shards; no frontier has it. */
    private static final long FOR_OTHERS = -1;

    private final Shard shard;
    private final RobotsTimers timers;
    private final Frontier frontier;
    private final Step step;
    private final RandomGenerator random;

    /** The requests of this shard that others are to end, by token. */
    private final Map<Long, Output.FetchRobots> wanted = new HashMap<>();

    /** What is done for others: not twice at a time. */
    private final Set<Owner> taken = new HashSet<>();

    /** The requests that are under way for others, by their ids. */
    private final Map<Long, RobotsErrand.Ask> underWay = new HashMap<>();

    private long lastId;

    /** Who wants to know. */
    private record Owner(int shard, long token) {
        static Owner of(RobotsErrand.Ask ask) {
            return new Owner(ask.asker(), ask.token());
        }
    }

    /** No errands yet. */
    RobotsErrands(Shard shard, RobotsTimers timers, Frontier frontier, Step step, RandomGenerator random) {
        this.shard = shard;
        this.timers = timers;
        this.frontier = frontier;
        this.step = step;
        this.random = random;
    }

    /** Has a redirect of this shard's request followed by another shard. */
    void ask(Output.FetchRobots command, Url location, int redirects) {
        var ask = new RobotsErrand.Ask(shard.number(), random.nextLong(), command.origin(), redirects, location);
        wanted.put(ask.token(), command);
        repeat(ask);
    }

    private void repeat(RobotsErrand.Ask ask) {
        if (wanted.containsKey(ask.token())) {
            send(ask);
            timers.callLater(REPEAT_EVERY, () -> repeat(ask));
        }
    }

    private void send(RobotsErrand.Ask ask) {
        step.tell(Shard.of(ask.location().host(), shard.count()), ask.toBytes());
    }

    /**
     * Takes a message of a shard.
     *
     * @param results takes the results of this shard's own requests
     */
    void take(byte[] message, Consumer<Result> results) {
        switch (RobotsErrand.of(message)) {
            case RobotsErrand.Ask ask -> {
                if (taken.add(Owner.of(ask))) {
                    request(ask);
                }
            }
            case RobotsErrand.Told told -> {
                Output.FetchRobots command = wanted.remove(told.token());
                if (command != null) {
                    results.accept(new Result.Robots(command, told.answer(), null));
                }
            }
        }
    }

    /** Requests a location in this step, or in the one in which its host has a turn. */
    private void request(RobotsErrand.Ask ask) {
        long now = timers.now();
        long start = frontier.takeTurn(now, ask.location().origin());
        if (start > now) {
            timers.callLater(Duration.ofNanos(start - now), () -> request(ask));
            return;
        }
        var command = new Output.FetchRobots(++lastId, FOR_OTHERS, ask.origin(), 0);
        underWay.put(command.id(), ask);
        step.follow(command, ask.location());
    }

    /** Whether a request was made for another shard. */
    static boolean isForOthers(Output.FetchRobots command) {
        return command.incarnation() == FOR_OTHERS;
    }

    /** A request for another shard has ended. */
    void ended(Result.Robots result) {
        RobotsErrand.Ask ask = underWay.remove(result.command().id());
        if (ask == null) {
            return;
        }
        if (result.robots() instanceof RobotsFetch.Moved moved && ask.redirects() < RobotsRedirects.REDIRECTS_MAX) {
            RobotsErrand.Ask further = ask.redirected(moved.location());
            if (frontier.owns(moved.location().origin())) {
                request(further);
            } else {
                taken.remove(Owner.of(ask));
                send(further);
            }
            return;
        }
        taken.remove(Owner.of(ask));
        RobotsFetch.Answered answer = result.robots() instanceof RobotsFetch.Answered answered
                ? answered
                : new RobotsFetch.Answered(new RobotsAnswer.None(0), null); // as RFC 9309 has it of too many redirects
        step.tell(ask.asker(), new RobotsErrand.Told(ask.token(), answer).toBytes());
    }
}
