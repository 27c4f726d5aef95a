package ayatori.web.http;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Asks for the addresses of a host name: the system, a name server, or in tests a script. */
@FunctionalInterface
interface NameLookup {
    /**
     * What came of it.
     *
     * @param addresses the best first; empty for a name that has none
     * @param timeToLive how long whoever knows says that it holds
     */
    record Answer(List<InetAddress> addresses, Duration timeToLive) {}

    /**
     * Called by a task, which it suspends; not for addresses written as such.
     *
     * @throws IOException if nobody could be asked, which says nothing about the name
     */
    Answer lookUp(String hostName) throws IOException;
}
