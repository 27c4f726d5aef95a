package ayatori.warc;

import ayatori.web.http.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The HTTP answer in the block of a record, of any tool: line ends may be bare, and a body may be called chunked that is not.
 *
 * @param status the status
 * @param headers the header fields that are well-formed
 * @param body the body without chunk framing
 * @param isChunked whether there was chunk framing
 */
record HttpBlock(int status, Headers headers, InputStream body, boolean isChunked) {
    private static final int HEAD_BYTES_MAX = 1 << 20;

    /** @throws IOException if it does not begin with a status line */
    static HttpBlock parse(InputStream block) throws IOException {
        var in = new BufferedInputStream(block);
        String statusLine = line(in, HEAD_BYTES_MAX);
        String[] words = statusLine.split(" +", 3);
        if (!words[0].startsWith("HTTP") || words.length < 2 || !words[1].matches("[0-9]{3}")) {
            throw new IOException("its block is no HTTP answer");
        }
        List<String> fields = new ArrayList<>();
        int left = HEAD_BYTES_MAX;
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            add(fields, line);
            left -= line.length();
        }
        Headers headers = wellFormed(fields);
        boolean isChunked =
                headers.all("Transfer-Encoding").stream().anyMatch(value -> value.equalsIgnoreCase("chunked"))
                        && beginsWithChunk(in);
        return new HttpBlock(Integer.parseInt(words[1]), headers, isChunked ? new Dechunked(in) : in, isChunked);
    }

    /** The next line without its end; empty at the end of the block. */
    static String line(InputStream in, int max) throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
            line.write(b);
            if (line.size() > max) {
                throw new IOException("the head of its HTTP answer is longer than " + HEAD_BYTES_MAX + " bytes");
            }
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Adds name and value; a line that begins with white space continues the last value. */
    private static void add(List<String> fields, String line) {
        int colon = line.indexOf(':');
        if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && !fields.isEmpty()) {
            fields.add(fields.removeLast() + " " + line.strip());
        } else if (colon > 0) {
            fields.add(line.substring(0, colon).strip());
            fields.add(line.substring(colon + 1).strip());
        }
    }

    private static Headers wellFormed(List<String> fields) {
        try {
            return Headers.of(fields.toArray(String[]::new));
        } catch (IllegalArgumentException e) { // one of them is not
            Headers headers = Headers.EMPTY;
            for (int i = 0; i < fields.size(); i += 2) {
                headers = with(headers, fields.get(i), fields.get(i + 1));
            }
            return headers;
        }
    }

    private static Headers with(Headers headers, String name, String value) {
        try {
            return headers.with(name, value);
        } catch (IllegalArgumentException e) {
            return headers;
        }
    }

    /** Whether a chunk's size is next. Some tools remove the framing and leave the field. */
    private static boolean beginsWithChunk(BufferedInputStream in) throws IOException {
        in.mark(80);
        var size = new StringBuilder();
        int b;
        while ((b = in.read()) >= 0 && b != '\r' && b != '\n' && b != ';' && size.length() < 64) {
            size.append((char) b);
        }
        in.reset();
        return size.toString().strip().matches("[0-9a-fA-F]{1,15}");
    }

    /** Takes chunk framing off. Where it is broken, the body ends. */
    private static final class Dechunked extends InputStream {
        private final InputStream in;
        private long left;
        private boolean isFirst = true;
        private boolean hasEnded;

        Dechunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && !hasEnded) {
                nextChunk();
            }
            if (hasEnded) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new IOException("its body ends in the middle of a chunk");
            }
            left -= count;
            return count;
        }

        private void nextChunk() throws IOException {
            if (!isFirst) {
                line(in, 80);
            }
            isFirst = false;
            String size = line(in, HEAD_BYTES_MAX).replaceFirst(";.*", "").strip();
            left = size.matches("[0-9a-fA-F]{1,15}") ? Long.parseLong(size, 16) : 0;
            hasEnded = left == 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
