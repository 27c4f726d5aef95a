package ayatori.async.net;

import java.net.SocketAddress;
import java.util.Objects;

/**
 * A datagram that was received.
 *
 * {@snippet :
 * Datagram datagram = new Datagram("ping".getBytes(), new java.net.InetSocketAddress("127.0.0.1", 5353));
 * assert datagram.data().length == 4;
 * }
 *
 * @param data its bytes, not copied
 * @param sender the address of its sender
 */
public record Datagram(byte[] data, SocketAddress sender) {
    /** Checks that nothing is missing. */
    public Datagram {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(sender, "sender");
    }
}
