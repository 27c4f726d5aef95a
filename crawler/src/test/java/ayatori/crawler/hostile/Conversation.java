package ayatori.crawler.hostile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One connection, as the server sees it. */
final class Conversation {

    /** What is sent again and again. */
    interface Piece {
        void write() throws IOException;
    }

    private final Socket socket;
    private final String origin;
    private final int number;
    private final InputStream in;
    final OutputStream out;
    private String target = "";
    private boolean framed;

    /**
     * @param origin the server's own
     * @param number which connection to this server it is, from one on
     */
    Conversation(Socket socket, String origin, int number) throws IOException {
        this.socket = socket;
        this.origin = origin;
        this.number = number;
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 16 << 10);
        socket.setTcpNoDelay(true);
    }

    int number() {
        return number;
    }

    String origin() {
        return origin;
    }

    /** Reads the next request; false when the client has closed. */
    boolean request() throws IOException {
        framed = false;
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        target = head.toString().split(" ", -1)[1];
        return true;
    }

    String target() {
        return target;
    }

    /** Whether the answer to the last request has an end that the client can tell. */
    boolean framed() {
        return framed;
    }

    // ---- whole answers

    /** One with these fields, each with its line end, and a body of Latin-1. */
    void answer(String fields, String body) throws IOException {
        answer("200 OK", fields, body);
    }

    void page(String html) throws IOException {
        answer("200 OK", "Content-Type: text/html\r\n", html);
    }

    /** A page of so many links, named by their numbers. */
    void links(int count) throws IOException {
        var links = new StringBuilder();
        for (int i = 0; i < count; i++) {
            links.append("<a href=").append(i).append('>');
        }
        page(links.toString());
    }

    void notFound() throws IOException {
        answer("404 Not Found", "", "");
    }

    void redirect(String location) throws IOException {
        answer("302 Found", "Location: " + location + "\r\n", "");
    }

    private void answer(String status, String fields, String body) throws IOException {
        framed = true;
        send("HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    // ---- pieces of answers

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void times(long count, String piece) throws IOException {
        times(count, piece.getBytes(StandardCharsets.ISO_8859_1));
    }

    void times(long count, byte[] piece) throws IOException {
        for (long i = 0; i < count; i++) {
            out.write(piece);
        }
        out.flush();
    }

    /** Sends a piece again and again, until the client goes away. */
    void endlessly(String piece) throws IOException {
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        endlessly(() -> out.write(bytes));
    }

    /** Does it again and again, as fast as the client reads, until it goes away. */
    void endlessly(Piece piece) throws IOException {
        while (true) {
            piece.write();
        }
    }

    /** Waits until the client goes away. */
    void awaitClose() throws IOException {
        while (in.read() >= 0) {}
    }

    /** Whether the client goes away before so much time has passed. */
    boolean closedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    // ---- HTTP/2

    /** Writes a frame of HTTP/2 (RFC 9113 section 4.1). */
    void frame(int type, int flags, int stream, byte... payload) throws IOException {
        byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[5] = (byte) (stream >> 24);
        frame[6] = (byte) (stream >> 16);
        frame[7] = (byte) (stream >> 8);
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        out.write(frame);
    }

    /** Greets as an HTTP/2 server and reads the first request; its stream, 0 when the client has closed. */
    int http2Request() throws IOException {
        in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
        frame(4, 0, 0); // SETTINGS, all at their defaults
        out.flush();
        return http2Stream();
    }

    /** Reads until the next request has come; its stream, 0 when the client has closed. */
    int http2Stream() throws IOException {
        while (true) {
            byte[] head = in.readNBytes(9);
            if (head.length < 9) {
                return 0;
            }
            in.readNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
            if (head[3] == 4 && (head[4] & 1) == 0) {
                frame(4, 1, 0);
                out.flush();
            }
            if (head[3] == 1) {
                return (head[5] & 0x7f) << 24 | (head[6] & 0xff) << 16 | (head[7] & 0xff) << 8 | (head[8] & 0xff);
            }
        }
    }
}
