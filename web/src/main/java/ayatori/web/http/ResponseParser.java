package ayatori.web.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Locale;

/**
 * Parses the answers of an HTTP/1.1 connection (RFC 9112), one at a time: {@link #expect} an answer, {@link #read} what
 * comes until it is {@link #done}, or ask {@link #endsWithConnection} when the connection has closed.
 *
 * <p>It is as lenient as browsers where message boundaries are not at stake, and strict where they are; {@link HeadParser}
 * and {@link BodyFraming} say how. In chunk framing it accepts bare LFs and white space after the size, as browsers do; a
 * size that is not a number, overflows or is not followed by that many bytes and a line break is an error.
 */
final class ResponseParser {
    /** Receives what has been parsed. */
    interface Receiver {
        /** An informational answer has ended, or an empty line before an answer. */
        default void onPreamble(ByteBuf in) {}

        /** The head of the final answer has come. */
        void onHead(ResponseHead head, long contentLength, boolean persistent);

        /** Part of the body has come, without chunk framing. The parser has consumed it, whether the receiver reads it or not. */
        void onBody(ByteBuf part);
    }

    private enum State {
        STATUS_LINE,
        FIELDS,
        LENGTH,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private static final byte[] PROTOCOL = {'H', 'T', 'T', 'P', '/'};

    /** How many 1xx answers may precede the final one, here and in HTTP/2. */
    static final int INFORMATIONAL_MAX = 50;

    /** How many bytes of framing are accepted beyond the usual. */
    private static final int CHUNK_OVERHEAD_MAX = 16 << 10;

    private static final int CHUNK_LINE_MAX = 8 << 10;

    private final int headerBytesMax;
    private final Receiver receiver;

    private State state = State.DONE;
    private boolean askedForHead;
    private int informational;
    private HeadParser.StatusLine statusLine = new HeadParser.StatusLine(HttpVersion.HTTP_1_1, false, 0, "");

    /** The line that is being read, or all field lines of a head. */
    private byte[] line = new byte[1024];

    private int lineLength;

    /** Where the last line of a head begins in {@link #line}. */
    private int lastLineStart;

    /** The bytes of the head so far. */
    private int headBytes;

    /** The bytes of the body or the chunk that are still to come. */
    private long remaining;

    private long chunkOverhead;

    ResponseParser(int headerBytesMax, Receiver receiver) {
        this.headerBytesMax = headerBytesMax;
        this.receiver = receiver;
    }

    /** Prepares for the answer to a request that is being sent. */
    void expect(boolean toHeadRequest) {
        askedForHead = toHeadRequest;
        informational = 0;
        beginHead();
    }

    /** Whether the answer is complete. */
    boolean done() {
        return state == State.DONE;
    }

    /**
     * Whether what has come since {@link #expect} does not even begin like an answer. On a connection that has served before,
     * it is the late rest of the previous answer.
     */
    boolean foreign() {
        if (state != State.STATUS_LINE || informational > 0) {
            return false;
        }
        int length = Math.min(lineLength, PROTOCOL.length);
        return !Arrays.equals(line, 0, length, PROTOCOL, 0, length);
    }

    /**
     * Whether the end of the connection completes the answer: its body has no other end, or its last chunk has come and
     * only the trailer is missing.
     */
    boolean endsWithConnection() {
        return state == State.DONE || state == State.UNTIL_CLOSE || state == State.TRAILER;
    }

    /** Reads from {@code in} to the end of the answer. */
    void read(ByteBuf in) throws MalformedAnswer {
        while (state != State.DONE && in.isReadable()) {
            switch (state) {
                case STATUS_LINE -> readStatusLine(in);
                case FIELDS -> readFields(in);
                case LENGTH, CHUNK -> readCounted(in);
                case UNTIL_CLOSE -> receiver.onBody(in.readSlice(in.readableBytes()));
                case CHUNK_SIZE -> readChunkSize(in);
                case CHUNK_END -> readChunkEnd(in);
                case TRAILER -> readTrailer(in);
                case DONE -> throw new IllegalStateException("the answer has ended");
            }
        }
    }

    private void beginHead() {
        state = State.STATUS_LINE;
        headBytes = 0;
        lineLength = 0;
    }

    private void readStatusLine(ByteBuf in) throws MalformedAnswer {
        if (!takeHeadLine(in)) {
            return;
        }
        if (lineIsEmpty(0)) {
            lineLength = 0; // some servers send an extra line break after the previous answer
            receiver.onPreamble(in);
            return;
        }
        statusLine = HeadParser.statusLine(line, 0, lineLength);
        state = State.FIELDS;
        lineLength = 0;
        lastLineStart = 0;
    }

    private void readFields(ByteBuf in) throws MalformedAnswer {
        if (!takeHeadLine(in)) {
            return;
        }
        if (!lineIsEmpty(lastLineStart)) {
            lastLineStart = lineLength;
            return;
        }
        Headers headers = HeadParser.fields(line, 0, lineLength);
        int status = statusLine.status();
        BodyFraming framing = BodyFraming.of(status, askedForHead, headers);
        if (status == 101) {
            throw new MalformedAnswer("it switches to another protocol, which was not asked for");
        }
        if (status < 200) {
            if (++informational > INFORMATIONAL_MAX) {
                throw new MalformedAnswer("it sends informational answers without end");
            }
            beginHead();
            receiver.onPreamble(in);
            return;
        }
        receiver.onHead(
                new ResponseHead(statusLine.version(), status, statusLine.reason(), headers),
                framing.length(),
                persistent(headers, framing));
        lineLength = 0;
        chunkOverhead = 0;
        remaining = framing.length();
        state = switch (framing.end()) {
            case NONE -> State.DONE;
            case LENGTH -> State.LENGTH;
            case CHUNKED -> State.CHUNK_SIZE;
            case CLOSE -> State.UNTIL_CLOSE;
        };
    }

    /** Whether the connection stays open after this answer (RFC 9112 section 9.3). */
    private boolean persistent(Headers headers, BodyFraming framing) {
        boolean keep = statusLine.persistentByDefault();
        // An HTTP/1.0 server may forward a Transfer-Encoding that it does not understand (section 6.1).
        if (framing.end() == BodyFraming.End.CLOSE || (framing.end() == BodyFraming.End.CHUNKED && !keep)) {
            return false;
        }
        // A server that announces a body where there must be none may send it all the same.
        if (statusLine.status() == 204 && announcesBody(headers)) {
            return false;
        }
        for (String option : headers.list("Connection")) {
            switch (option.toLowerCase(Locale.ROOT)) {
                case "close" -> {
                    return false;
                }
                case "keep-alive" -> keep = true;
                default -> {} // names of hop-by-hop fields
            }
        }
        return keep;
    }

    private static boolean announcesBody(Headers headers) {
        String length = headers.first("Content-Length");
        return headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    private void readCounted(ByteBuf in) {
        int count = (int) Math.min(remaining, in.readableBytes());
        receiver.onBody(in.readSlice(count));
        remaining -= count;
        if (remaining == 0) {
            state = state == State.CHUNK ? State.CHUNK_END : State.DONE;
        }
    }

    private void readChunkSize(ByteBuf in) throws MalformedAnswer {
        if (!takeLine(in, CHUNK_LINE_MAX)) {
            return;
        }
        remaining = chunkSize();
        // Chunks of one byte are legal; megabytes of extensions around them are an attack.
        chunkOverhead = Math.max(0, chunkOverhead + lineLength - 16 - 2 * Math.min(remaining, CHUNK_LINE_MAX));
        if (chunkOverhead > CHUNK_OVERHEAD_MAX) {
            throw new MalformedAnswer("its chunks have more framing than content");
        }
        lineLength = 0;
        headBytes = 0;
        state = remaining == 0 ? State.TRAILER : State.CHUNK;
    }

    /** The size at the start of {@link #line}; chunk extensions are ignored (section 7.1.1). */
    private long chunkSize() throws MalformedAnswer {
        int end = lineLength - (lineLength > 1 && line[lineLength - 2] == '\r' ? 2 : 1);
        int at = 0;
        long size = 0;
        for (int digit; at < end && (digit = Character.digit(line[at], 16)) >= 0; at++) {
            size = size << 4 | digit;
            if (size > Integer.MAX_VALUE * 1024L) {
                throw new MalformedAnswer("the size of a chunk overflows");
            }
        }
        boolean proper = at > 0;
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        proper &= at == end || line[at] == ';';
        for (int i = at; i < end; i++) {
            proper &= line[i] != '\r' && line[i] != 0;
        }
        if (!proper) {
            throw new MalformedAnswer("the size of a chunk is not a number");
        }
        return size;
    }

    private void readChunkEnd(ByteBuf in) throws MalformedAnswer {
        boolean whole = takeLine(in, 2);
        boolean proper = lineLength == 1 ? line[0] == '\r' || line[0] == '\n' : line[0] == '\r' && line[1] == '\n';
        if (!proper) {
            throw new MalformedAnswer("a chunk is longer than its size");
        }
        if (whole) {
            lineLength = 0;
            state = State.CHUNK_SIZE;
        }
    }

    /** Skips the trailer, whose fields are not used. */
    private void readTrailer(ByteBuf in) throws MalformedAnswer {
        if (takeHeadLine(in)) {
            boolean last = lineIsEmpty(0);
            lineLength = 0;
            state = last ? State.DONE : State.TRAILER;
        }
    }

    private boolean takeHeadLine(ByteBuf in) throws MalformedAnswer {
        int before = lineLength;
        boolean whole = takeLine(in, headerBytesMax);
        headBytes += lineLength - before;
        if (headBytes > headerBytesMax) {
            throw MalformedAnswer.headerTooLarge(headerBytesMax);
        }
        return whole;
    }

    /** Appends to {@link #line} what has come of it; true when it is complete, its LF included. */
    private boolean takeLine(ByteBuf in, int bytesMax) throws MalformedAnswer {
        int toLineFeed = in.bytesBefore((byte) '\n');
        int count = toLineFeed < 0 ? in.readableBytes() : toLineFeed + 1;
        if (lineLength + count > bytesMax) {
            if (lineLength < PROTOCOL.length && count >= PROTOCOL.length) {
                in.getBytes(in.readerIndex(), line, 0, PROTOCOL.length); // enough for foreign() to tell
                lineLength = PROTOCOL.length;
            }
            if (state == State.CHUNK_SIZE || state == State.CHUNK_END) {
                throw new MalformedAnswer("the size of a chunk does not end, or a chunk is longer than its size");
            }
            throw MalformedAnswer.headerTooLarge(headerBytesMax);
        }
        if (lineLength + count > line.length) {
            line = Arrays.copyOf(line, Math.max(lineLength + count, line.length * 2));
        }
        in.readBytes(line, lineLength, count);
        lineLength += count;
        return toLineFeed >= 0;
    }

    /** Whether the complete line at {@code start} of {@link #line} is empty. */
    private boolean lineIsEmpty(int start) {
        int length = lineLength - start;
        return length == 1 || (length == 2 && line[start] == '\r');
    }
}
