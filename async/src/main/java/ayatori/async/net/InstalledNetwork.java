package ayatori.async.net;

import ayatori.async.EventLoop;

/** The network that a loop uses. */
final class InstalledNetwork {
    Network network = new SocketNetwork();

    private InstalledNetwork() {}

    static InstalledNetwork of(EventLoop loop) {
        return loop.local(InstalledNetwork.class, _ -> new InstalledNetwork());
    }
}
