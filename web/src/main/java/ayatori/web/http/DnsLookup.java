package ayatori.web.http;

import ayatori.async.Async;
import ayatori.async.Promise;
import ayatori.async.ReturnWhen;
import ayatori.async.Task;
import ayatori.async.WaitResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the name servers of {@code /etc/resolv.conf}, on the loop's own thread: for IPv4 and IPv6 addresses at once, each
 * server in turn, and all of them once more.
 *
 * <p>A name is tried as it is before it is tried in the search domains, whatever {@code ndots} says: names on web pages are
 * fully qualified.
 */
final class DnsLookup implements NameLookup {
    /** The TTL of "no address" where a server gives none. */
    private static final Duration NONE_FOR = Duration.ofSeconds(30);

    /** How long the answer for one family waits for the other, which some servers never send. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 2;

    private final NettyDriver driver;
    private final ResolvConf conf;
    private final boolean ipv6;
    private final Duration patience;
    private final SecureRandom identifiers = new SecureRandom();

    /** The outcome of a question to all servers: a reply or a failure. */
    private record Outcome(
            DnsQuestion.@Nullable Reply reply, @Nullable IOException failure) {
        boolean found() {
            return reply != null && !reply.addresses().isEmpty();
        }

        /** Whether there is no need to wait for the other family. */
        boolean settles() {
            return found() || (reply != null && reply.code() == DnsQuestion.NO_SUCH_NAME);
        }
    }

    /**
     * @param ipv6 whether to ask for IPv6 addresses too
     * @param patience the time limit for one answer; an answer may get lost, so the question is repeated
     */
    DnsLookup(NettyDriver driver, ResolvConf conf, boolean ipv6, Duration patience) {
        this.driver = driver;
        this.conf = conf;
        this.ipv6 = ipv6;
        this.patience = patience;
    }

    @Override
    public Answer lookUp(String hostName) throws IOException {
        Answer answer = new Answer(List.of(), NONE_FOR);
        for (String name : candidates(hostName)) {
            if (DnsQuestion.canAsk(name)) {
                answer = lookUpAsItIs(name);
                if (!answer.addresses().isEmpty()) {
                    break;
                }
            }
        }
        return answer;
    }

    private List<String> candidates(String hostName) {
        List<String> names = new ArrayList<>(List.of(hostName));
        if (!hostName.endsWith(".")) {
            conf.searchDomains().forEach(domain -> names.add(hostName + "." + domain));
        }
        return names;
    }

    private Answer lookUpAsItIs(String name) throws IOException {
        List<Task<Outcome>> questions = new ArrayList<>();
        for (DnsQuestion.Type type : DnsQuestion.Type.values()) {
            if (ipv6 || type == DnsQuestion.Type.A) {
                questions.add(Async.createTask(() -> ask(name, type)));
            }
        }
        try {
            List<Outcome> first = results(Async.wait(questions, ReturnWhen.FIRST_COMPLETED));
            WaitResult<Outcome> all = first.stream().anyMatch(Outcome::settles)
                    ? Async.wait(questions, ReturnWhen.ALL_COMPLETED, GRACE)
                    : Async.wait(questions);
            return together(results(all));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            questions.forEach(Task::cancel);
        }
    }

    private static List<Outcome> results(WaitResult<Outcome> waited) throws Exception {
        List<Outcome> results = new ArrayList<>();
        for (Promise<Outcome> done : waited.done()) {
            results.add(done.result());
        }
        return results;
    }

    private static Answer together(List<Outcome> outcomes) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        IOException failure = null;
        long seconds = Long.MAX_VALUE;
        boolean found = outcomes.stream().anyMatch(Outcome::found);
        boolean settled = outcomes.stream().anyMatch(Outcome::settles);
        for (Outcome outcome : outcomes) {
            if (outcome.reply == null) {
                failure = outcome.failure;
            } else if (outcome.found() == found) {
                addresses.addAll(outcome.reply.addresses());
                seconds = Math.min(seconds, outcome.reply.seconds());
            }
        }
        if (!settled && failure != null) {
            throw failure;
        }
        return new Answer(List.copyOf(addresses), seconds < 0 ? NONE_FOR : Duration.ofSeconds(seconds));
    }

    private Outcome ask(String name, DnsQuestion.Type type) throws Exception {
        IOException failure = new IOException("There are no name servers.");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (InetSocketAddress server : conf.servers()) {
                try {
                    var question = new DnsQuestion(identifiers.nextInt(1 << 16), name, type);
                    DnsQuestion.Reply reply = Async.waitFor(() -> DnsExchange.ask(driver, server, question), patience);
                    if (reply.code() == DnsQuestion.NO_ERROR || reply.code() == DnsQuestion.NO_SUCH_NAME) {
                        return new Outcome(reply, null);
                    }
                    failure = new IOException("The name server " + server + " cannot tell the addresses of " + name
                            + ", says its response code " + reply.code() + ".");
                } catch (TimeoutException e) {
                    failure = new IOException("The name server " + server + " does not answer.", e);
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        return new Outcome(null, failure);
    }
}
