package ayatori.async.net;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The order in which addresses are tried: as given, with the address families interleaved (RFC 8305, section 4). */
final class AddressOrder {
    private AddressOrder() {}

    static List<InetAddress> interleaved(List<InetAddress> addresses) {
        Class<?> preferred = addresses.getFirst().getClass();
        var first = new ArrayDeque<InetAddress>();
        var second = new ArrayDeque<InetAddress>();
        for (InetAddress address : addresses) {
            (address.getClass() == preferred ? first : second).add(address);
        }
        List<InetAddress> order = new ArrayList<>(addresses.size());
        while (!first.isEmpty() || !second.isEmpty()) {
            if (!first.isEmpty()) {
                order.add(first.poll());
            }
            if (!second.isEmpty()) {
                order.add(second.poll());
            }
        }
        return order;
    }
}
