package ayatori.warc;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/**
 * Reads the records of a stream one after another, of WARC files of any version and of ARC files. jwarc parses the fields; where a
 * record ends is decided here, so that a wrong length costs one record and not those that follow.
 */
final class RecordReader {
    private static final int HEAD_BYTES_MAX = 1 << 20;
    private static final int BUFFER_BYTES = 32 << 10;
    private static final int TRAILER_BYTES = 4;
    private static final String WARC = "WARC/";

    private static final Pattern LENGTH = Pattern.compile(
            "^Content-Length[ \\t]*:[ \\t]*([0-9]{1,18})[ \\t]*\\r?$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** The line before the block of an ARC file's record: URL, address, time, type, length; of later versions with more fields. */
    private static final Pattern ARC_LINE = Pattern.compile("[a-z][a-z0-9+.-]*:.* [0-9]{8,14} .* ([0-9]{1,18})\\r?\\n");

    private final BufferedInputStream in;
    private long position;
    private long start;
    private long left;
    private boolean isArc;

    RecordReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** Where the last record begins, in bytes from the start of the stream. */
    long start() {
        return start;
    }

    /**
     * Reads the head of the next record. The one before must have been read to its {@link #end}.
     *
     * @return null if there is none
     * @throws IOException if what comes is no record, with a clause that says why
     */
    @Nullable WarcRecord next() throws IOException {
        int first = in.read();
        for (; first == '\r' || first == '\n'; first = in.read()) {
            position++;
        }
        start = position;
        if (first < 0) {
            return null;
        }
        var head = new ByteArrayOutputStream(1 << 10);
        head.write(first);
        position++;
        line(head);
        String firstLine = head.toString(StandardCharsets.ISO_8859_1);
        Matcher arc = ARC_LINE.matcher(firstLine);
        isArc = arc.matches();
        if (isArc) {
            left = Long.parseLong(arc.group(1));
        } else if (firstLine.startsWith(WARC)) {
            left = length(fields(head));
        } else {
            throw new IOException("there is no record");
        }
        var reader = new WarcReader(new SequenceInputStream(new ByteArrayInputStream(head.toByteArray()), new Block()));
        reader.setLenient(true);
        return reader.next().orElseThrow(() -> new IOException("there is no record"));
    }

    /** Reads a line, with its end, and returns how long it is. */
    private int line(ByteArrayOutputStream head) throws IOException {
        int before = head.size();
        for (int b = 0; b != '\n'; ) {
            b = in.read();
            if (b < 0) {
                throw new EOFException("it ends in the middle of a head");
            }
            head.write(b);
            position++;
            if (head.size() > HEAD_BYTES_MAX) {
                throw new IOException("its head is longer than " + HEAD_BYTES_MAX + " bytes");
            }
        }
        return head.size() - before;
    }

    private String fields(ByteArrayOutputStream head) throws IOException {
        for (boolean isEmpty = false; !isEmpty; ) {
            int length = line(head);
            isEmpty = length == 1 || (length == 2 && head.toByteArray()[head.size() - 2] == '\r');
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static long length(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new IOException("its head does not say how long it is");
        }
        return Long.parseLong(length.group(1));
    }

    /**
     * Reads what is left of the last record.
     *
     * @throws IOException if it is not as long as it says, with a clause that says so
     */
    void end() throws IOException {
        byte[] piece = new byte[BUFFER_BYTES];
        var block = new Block();
        while (block.read(piece, 0, piece.length) >= 0) {
            // nobody wants it
        }
        if (left > 0) {
            throw new EOFException("its block ends " + left + " bytes before the length that it says");
        }
        in.mark(TRAILER_BYTES);
        int lineEnds = 0;
        for (int b = in.read(); (b == '\r' || b == '\n') && lineEnds < TRAILER_BYTES; b = in.read()) {
            lineEnds++;
        }
        in.reset();
        boolean isAtEnd = lineEnds == 0 && in.read() < 0;
        if (lineEnds == 0 && !isAtEnd) {
            throw new IOException("its block is longer than the length that it says");
        }
        in.skipNBytes(lineEnds);
        position += lineEnds;
    }

    /** The rest of the last record's block. */
    private final class Block extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count > 0) {
                left -= count;
                position += count;
            }
            return count;
        }
    }
}
