package ayatori.crawler.engine;

import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.fetch.RobotsProblem;
import ayatori.crawler.frontier.ForwardedLinks;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** What one shard asks another to do for it, where a robots.txt is redirected to a host of that one, and what comes of it. */
sealed interface RobotsErrand {
    /** The format of these messages, which go where {@link ForwardedLinks} go; a number of its own there. */
    int FORMAT = ForwardedLinks.VERSION + 1;

    /**
     * Request a location, and say what it answers.
     *
     * @param asker the shard that wants to know
     * @param token tells the errand from the asker's others
     * @param origin the host whose robots.txt is wanted
     * @param redirects how many there have been
     * @param location of a host of the shard that gets this
     */
    record Ask(int asker, long token, String origin, int redirects, Url location) implements RobotsErrand {
        /** The same with the target of one more redirect. */
        Ask redirected(Url to) {
            return new Ask(asker, token, origin, redirects + 1, to);
        }
    }

    /** The answer to an errand. */
    record Told(long token, RobotsFetch.Answered answer) implements RobotsErrand {}

    /** Whether a batch for a shard is such a message. */
    static boolean is(byte[] batch) {
        return batch.length > 0 && batch[0] == FORMAT;
    }

    /** The message. */
    default byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeBoolean(this instanceof Ask);
            if (this instanceof Ask ask) {
                out.writeInt(ask.asker());
                out.writeLong(ask.token());
                out.writeUTF(ask.origin());
                out.writeInt(ask.redirects());
                text(ask.location().href(), out);
            } else {
                Told told = (Told) this;
                out.writeLong(told.token());
                answer(told.answer(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads a message. */
    static RobotsErrand of(byte[] message) {
        try (var in = new DataInputStream(new ByteArrayInputStream(message, 1, message.length - 1))) {
            if (in.readBoolean()) {
                return new Ask(
                        in.readInt(),
                        in.readLong(),
                        in.readUTF(),
                        in.readInt(),
                        Objects.requireNonNull(Url.tryParse(text(in))));
            }
            return new Told(in.readLong(), answer(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a message of another shard is cut off", e);
        }
    }

    private static void answer(RobotsFetch.Answered answered, DataOutputStream out) throws IOException {
        RobotsAnswer answer = answered.answer();
        byte[] rules = answer instanceof RobotsAnswer.Rules found ? found.text() : new byte[0];
        out.writeByte(
                answer instanceof RobotsAnswer.Rules
                        ? 'r'
                        : answer instanceof RobotsAnswer.None
                                ? 'n'
                                : answer instanceof RobotsAnswer.NoHost ? 'h' : 'u');
        out.writeLong(answer.elapsedNanos());
        Duration retryAfter = answer.retryAfter();
        out.writeLong(retryAfter == null ? -1 : retryAfter.toMillis());
        out.writeInt(rules.length);
        out.write(rules);
        RobotsProblem problem = answered.problem();
        out.writeBoolean(problem != null);
        if (problem != null) {
            text(Objects.requireNonNullElse(problem.error(), ""), out);
            text(problem.sentence(), out);
        }
    }

    private static RobotsFetch.Answered answer(DataInputStream in) throws IOException {
        int kind = in.readByte();
        long elapsed = in.readLong();
        long retryMillis = in.readLong();
        byte[] rules = in.readNBytes(in.readInt());
        RobotsProblem problem = null;
        if (in.readBoolean()) {
            String error = text(in);
            problem = new RobotsProblem(error.isEmpty() ? null : error, text(in));
        }
        Duration retryAfter = retryMillis < 0 ? null : Duration.ofMillis(retryMillis);
        RobotsAnswer answer = switch (kind) {
            case 'r' -> new RobotsAnswer.Rules(rules, elapsed, retryAfter, null);
            case 'n' -> new RobotsAnswer.None(elapsed, retryAfter, null);
            case 'h' -> new RobotsAnswer.NoHost(elapsed);
            default -> new RobotsAnswer.Unreachable(elapsed, retryAfter);
        };
        return new RobotsFetch.Answered(answer, problem);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
