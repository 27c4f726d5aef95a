package ayatori.web.http;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Looks up the addresses of a host name: in the system, at name servers, or in a test's script. */
@FunctionalInterface
interface NameLookup {
    /**
     * The result of a look-up.
     *
     * @param addresses the best first; empty for a name that has none
     * @param timeToLive the answer's TTL
     */
    record Answer(List<InetAddress> addresses, Duration timeToLive) {}

    /**
     * Called by a task, which it suspends; not for addresses written as such.
     *
     * @throws IOException if the look-up itself failed, which says nothing about the name
     */
    Answer lookUp(String hostName) throws IOException;
}
