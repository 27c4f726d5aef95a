package ayatori.web.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that speaks HTTP and SOCKS5, whichever the client begins with. It connects every name and address to
 * loopback; nothing listens at port 1. It can require {@code me} and {@code secret}, and TLS.
 */
final class TestProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final boolean guarded;
    private final @Nullable SSLSocketFactory tls;
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    TestProxy(boolean guarded) {
        this(guarded, null);
    }

    /** Speaks TLS where {@code tls} is not null. */
    TestProxy(boolean guarded, @Nullable SSLContext tls) {
        this.guarded = guarded;
        this.tls = tls == null ? null : tls.getSocketFactory();
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("test-proxy").start(this::accept);
    }

    String http() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    String https() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    String socks() {
        return "socks5://127.0.0.1:" + listener.getLocalPort();
    }

    /** The heads of requests, and {@code socks HOST:PORT} for others. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = tls == null ? accepted : tls.createSocket(accepted, null, true)) {
            var in = new BufferedInputStream(socket.getInputStream());
            in.mark(1);
            int first = in.read();
            in.reset();
            if (first == 5) {
                socks(socket, in);
            } else {
                http(socket, in);
            }
        } catch (IOException e) {
            // One side closed its connection.
        }
    }

    private void http(Socket client, InputStream in) throws IOException {
        String head = head(in);
        asked.add(head);
        OutputStream out = client.getOutputStream();
        if (guarded && !head.contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n")) {
            write(out, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        String target = head.split(" ", -1)[1];
        boolean tunnel = head.startsWith("CONNECT ");
        int pathStart = target.indexOf('/', "http://".length());
        String authority = tunnel ? target : target.substring("http://".length(), pathStart);
        int port = Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
        if (port == 1) {
            write(out, "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            sockets.add(server);
            if (tunnel) {
                write(out, "HTTP/1.1 200 Connected\r\nX: y\r\n\r\n");
            } else {
                write(server.getOutputStream(), head.replace(target, target.substring(pathStart)));
            }
            pump(client, in, server);
        }
    }

    private void socks(Socket client, InputStream in) throws IOException {
        OutputStream out = client.getOutputStream();
        byte[] methods = read(in, read(in, 2)[1]);
        int method = guarded ? 2 : 0;
        boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(method) >= 0;
        out.write(new byte[] {5, (byte) (offered ? method : 0xff)});
        if (!offered) {
            return;
        }
        if (guarded) {
            String user = text(in, read(in, 2)[1]);
            String password = text(in, read(in, 1)[0]);
            boolean right = (user + ":" + password).equals("me:secret");
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return;
            }
        }
        byte[] request = read(in, 4);
        String host = switch (request[3]) {
            case 1 -> InetAddress.getByAddress(read(in, 4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(read(in, 16)).getHostAddress();
            default -> text(in, read(in, 1)[0]);
        };
        byte[] portBytes = read(in, 2);
        int port = ((portBytes[0] & 0xff) << 8) | (portBytes[1] & 0xff);
        asked.add("socks " + host + ":" + port);
        if (port == 1) {
            out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
            return;
        }
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            sockets.add(server);
            // The address is a name, and the reply comes in two parts.
            out.write(new byte[] {5, 0, 0});
            out.flush();
            out.write(new byte[] {3, 2, 'a', 'b', 0, 80});
            pump(client, in, server);
        }
    }

    private static void pump(Socket client, InputStream in, Socket server) throws IOException {
        Thread back = Thread.ofPlatform().daemon().start(() -> {
            try (client) {
                server.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // One side closed its connection.
            }
        });
        in.transferTo(server.getOutputStream());
        back.interrupt();
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            bytes.write(read(in, 1)[0]);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(read(in, length), StandardCharsets.UTF_8);
    }

    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
    }
}
