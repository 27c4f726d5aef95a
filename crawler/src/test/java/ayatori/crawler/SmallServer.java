package ayatori.crawler;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on loopback that makes each answer, head and all, of the path that was asked for; it logs every request. */
final class SmallServer implements AutoCloseable {
    private final ServerSocket listener;
    private final UnaryOperator<String> answers;

    /** What of a request's head an answer is made of. */
    private final UnaryOperator<String> asked;

    private volatile @Nullable String ownName;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    SmallServer(UnaryOperator<String> answers) throws IOException {
        this(answers, head -> head.split(" ", 3)[1]);
    }

    private SmallServer(UnaryOperator<String> answers, UnaryOperator<String> asked) throws IOException {
        this.answers = answers;
        this.asked = asked;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("small-server").start(this::accept);
    }

    /** A server that makes each answer of the whole head of the request. */
    static SmallServer ofHeads(UnaryOperator<String> answers) throws IOException {
        return new SmallServer(answers, head -> head);
    }

    static String ok(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n" + body;
    }

    /** An answer without a body. */
    static String status(int status, String... fields) {
        var head = new StringBuilder("HTTP/1.1 " + status + " So\r\nContent-Length: 0\r\nConnection: close\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Has its own address put in place of a word in each answer. */
    SmallServer withHost(String word) {
        ownName = word;
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    /** The heads of all requests. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The paths of all requests. */
    List<String> paths() {
        return requests().stream().map(head -> head.split(" ", 3)[1]).toList();
    }

    private void accept() {
        while (true) {
            try (Socket socket = listener.accept()) {
                converse(socket);
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        var head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        if (head.isEmpty()) {
            return;
        }
        requests.add(head.toString());
        String request = asked.apply(head.toString());
        String name = ownName;
        String answer =
                name == null ? answers.apply(request) : answers.apply(request).replace(name, url(""));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
