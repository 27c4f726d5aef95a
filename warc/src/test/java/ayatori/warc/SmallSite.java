package ayatori.warc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A server on loopback that makes each answer, head and all, of the path that was asked for. */
final class SmallSite implements AutoCloseable {
    private final ServerSocket listener;
    private final Function<String, byte[]> answers;

    SmallSite(Function<String, String> answers) throws IOException {
        this.answers = path -> answers.apply(path).getBytes(StandardCharsets.ISO_8859_1);
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("small-site").start(this::accept);
    }

    static String ok(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    static String notFound() {
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofPlatform().daemon().start(() -> answer(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String first = in.readLine();
            if (first != null) {
                for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                    // the rest of the head
                }
                socket.getOutputStream().write(answers.apply(first.split(" ", 3)[1]));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
