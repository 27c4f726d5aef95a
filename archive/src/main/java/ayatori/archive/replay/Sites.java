package ayatori.archive.replay;

import ayatori.archive.Archive;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by the Host header who answers: the program's own pages, an archived host, or nobody. */
final class Sites {
    private final Archive archive;
    private final String token;
    private volatile @Nullable Listening listening;

    Sites(Archive archive, String token) {
        this.archive = archive;
        this.token = token;
    }

    /** What is known once the port is. */
    private record Listening(Set<String> own, ReplayHosts hosts, Viewer viewer, ArchivedContent content) {}

    void listensOn(int port) {
        var hosts = new ReplayHosts(token, port);
        String home = "http://127.0.0.1:" + port;
        listening = new Listening(
                Set.of("127.0.0.1:" + port, "localhost:" + port),
                hosts,
                new Viewer(archive, hosts),
                new ArchivedContent(archive, hosts, home));
    }

    Reply answer(Asked asked) throws IOException {
        Listening now = listening;
        String host = asked.header("Host");
        if (now == null) {
            return Reply.text(503, "The replay begins.");
        }
        if (now.own.contains(host)) {
            return now.viewer.answer(asked);
        }
        ReplayHosts.Archived archived = now.hosts.archived(host);
        return archived == null
                ? Reply.text(421, "This is not a host of this replay.")
                : now.content.answer(asked, archived);
    }
}
