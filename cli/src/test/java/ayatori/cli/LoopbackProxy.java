package ayatori.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A proxy on loopback that resolves all names to loopback. It speaks HTTP, CONNECT and SOCKS5, whichever the client
 * begins with, and can require {@code me} and {@code hush-proxy}.
 */
final class LoopbackProxy implements AutoCloseable {
    private static final String BASIC = "Proxy-Authorization: Basic bWU6aHVzaC1wcm94eQ==\r\n";

    private final boolean guarded;
    private final ServerSocket listener;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

    private LoopbackProxy(boolean guarded) throws IOException {
        this.guarded = guarded;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("loopback-proxy").start(this::accept);
    }

    static LoopbackProxy open() throws IOException {
        return new LoopbackProxy(false);
    }

    static LoopbackProxy guarded() throws IOException {
        return new LoopbackProxy(true);
    }

    /** Its address, without a scheme. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** The requests it received: a method and a target each; {@code SOCKS} counts as a method. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            int first = in.read();
            if (first == 5) {
                socks(client, in);
            } else if (first >= 0) {
                http(client, in, (char) first);
            }
        } catch (IOException e) {
            // One side closed its connection.
        }
    }

    private void http(Socket client, DataInputStream in, char first) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(first);
        while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            bytes.write(in.readByte());
        }
        String head = bytes.toString(ISO_8859_1);
        String[] line = head.split(" ", 3);
        if (guarded && !head.contains(BASIC)) {
            asked.add("stranger");
            send(client, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        asked.add(line[0] + " " + line[1]);
        String authority = line[1].replaceFirst("^http://", "").replaceFirst("/.*", "");
        try (Socket server = connect(authority)) {
            if (line[0].equals("CONNECT")) {
                send(client, "HTTP/1.1 200 Connected\r\n\r\n");
            } else {
                send(server, head.replace("http://" + authority, ""));
            }
            pump(client, in, server);
        }
    }

    /** The server's side of RFC 1928 and RFC 1929. */
    private void socks(Socket client, DataInputStream in) throws IOException {
        OutputStream out = client.getOutputStream();
        boolean names = new String(in.readNBytes(in.readByte()), ISO_8859_1).indexOf(2) >= 0;
        if (guarded && !names) {
            asked.add("stranger");
            out.write(new byte[] {5, (byte) 0xff});
            return;
        }
        out.write(new byte[] {5, (byte) (guarded ? 2 : 0)});
        if (guarded) {
            in.readByte();
            String user = new String(in.readNBytes(in.readByte()), ISO_8859_1);
            String password = new String(in.readNBytes(in.readByte()), ISO_8859_1);
            boolean right = (user + ":" + password).equals("me:hush-proxy");
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                asked.add("stranger");
                return;
            }
        }
        in.readNBytes(3);
        String host = in.readByte() == 1
                ? InetAddress.getByAddress(in.readNBytes(4)).getHostAddress()
                : new String(in.readNBytes(in.readByte()), ISO_8859_1);
        String authority = host + ":" + in.readUnsignedShort();
        asked.add("SOCKS " + authority);
        try (Socket server = connect(authority)) {
            out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
            pump(client, in, server);
        }
    }

    private Socket connect(String authority) throws IOException {
        int port = Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
        var server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(server);
        return server;
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void pump(Socket client, InputStream in, Socket server) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            try (client) {
                server.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // One side closed its connection.
            }
        });
        in.transferTo(server.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
    }
}
