package ayatori.archive.replay;

import ayatori.archive.Archive;
import ayatori.archive.ArchivedAnswer;
import ayatori.archive.index.Capture;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends archived bodies as they are, whole or in the part that was asked for. To reach a part, all before it is read: a record is
 * compressed as a whole.
 */
final class Bodies {
    private static final Pattern ALL_BYTES = Pattern.compile("bytes 0-([0-9]{1,18})/([0-9]{1,18})");
    private static final int LENGTHS_MAX = 10_000;

    private final Archive archive;

    /** The lengths of bodies that had to be read to learn them. */
    private final Map<Capture, Long> lengths = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Capture, Long> eldest) {
            return size() > LENGTHS_MAX;
        }
    });

    Bodies(Archive archive) {
        this.archive = archive;
    }

    /**
     * The reply with the body of an answer. A part is sent only of what was answered whole.
     *
     * @param status that of the reply if all is sent
     */
    Reply reply(Asked asked, int status, Capture capture, ArchivedAnswer answer) throws IOException {
        InputStream body = new Closing(answer);
        if (status != 200) {
            Reply reply = Reply.streaming(status, body, answer.length());
            // A browser had asked for this part only.
            answer.header("Content-Range")
                    .filter(_ -> status == 206)
                    .ifPresent(part -> reply.header("Content-Range", part));
            return reply;
        }
        String wanted = wantedPart(asked, answer);
        long length = wanted.isEmpty() ? answer.length() : length(capture, answer);
        ByteRange part = ByteRange.of(wanted, length);
        if (part == null) {
            return Reply.streaming(status, body, length).header("Accept-Ranges", "bytes");
        }
        if (part.isEmpty()) {
            body.close();
            return Reply.text(416, "The body has " + length + " bytes.").header("Content-Range", "bytes */" + length);
        }
        body.skipNBytes(part.first());
        return Reply.streaming(206, body, part.length())
                .header("Accept-Ranges", "bytes")
                .header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + length);
    }

    /** The status of an answer as it is replayed: a browser may have asked for a part that is all of the body. */
    static int status(ArchivedAnswer answer) {
        Matcher part = ALL_BYTES.matcher(answer.header("Content-Range").orElse(""));
        boolean isWhole = answer.status() == 206
                && part.matches()
                && Long.parseLong(part.group(1)) + 1 == Long.parseLong(part.group(2));
        return isWhole || answer.status() < 200 || answer.status() > 599 ? 200 : answer.status();
    }

    /** The part that is asked for; empty if the whole body is, perhaps since it may be another one by now (If-Range). */
    private static String wantedPart(Asked asked, ArchivedAnswer answer) {
        String condition = asked.header("If-Range");
        boolean holds = condition.isEmpty()
                || condition.equals(answer.header("Last-Modified").orElse(""));
        return asked.method().equals("GET") && holds ? asked.header("Range") : "";
    }

    private long length(Capture capture, ArchivedAnswer answer) throws IOException {
        if (answer.length() >= 0) {
            return answer.length();
        }
        Long known = lengths.get(capture);
        if (known != null) {
            return known;
        }
        try (ArchivedAnswer again = archive.read(capture)) {
            long length = again.body().transferTo(OutputStream.nullOutputStream());
            lengths.put(capture, length);
            return length;
        }
    }

    /** The body, whose end closes the archive's file too. */
    static final class Closing extends FilterInputStream {
        private final ArchivedAnswer answer;

        Closing(ArchivedAnswer answer) {
            super(answer.body());
            this.answer = answer;
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }
}
