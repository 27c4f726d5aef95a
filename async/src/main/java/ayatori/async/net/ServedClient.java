package ayatori.async.net;

import ayatori.async.Action;
import ayatori.async.CancelledError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One client of a server, from the accept to the end of its handler. */
final class ServedClient implements Action {
    private static final System.Logger LOG = System.getLogger("ayatori.async.net");

    private final Transport accepted;
    private final ClientHandler handler;
    private final ServerOptions options;

    /** Null until TLS is agreed on. */
    private @Nullable StreamWriter writer;

    ServedClient(Transport accepted, ClientHandler handler, ServerOptions options) {
        this.accepted = accepted;
        this.handler = handler;
        this.options = options;
    }

    @Override
    public void run() {
        try {
            Tls tls = options.tls();
            Transport secured = tls == null ? accepted : TlsTransport.server(accepted, tls);
            StreamWriter to = new StreamWriter(secured);
            writer = to;
            handler.handle(new StreamReader(secured, options.limit()), to);
            to.close();
        } catch (IOException e) {
            // The connection's end, by the peer or by the network: no news for the server's log.
            LOG.log(System.Logger.Level.DEBUG, "the connection of " + accepted + " ended", e);
            abort();
        } catch (CancelledError e) {
            abort();
            throw e;
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "the handler of " + accepted + " failed", e);
            abort();
        }
    }

    /** The task is done, or was cancelled before it began. */
    void ended() {
        if (writer == null) {
            accepted.close();
        }
    }

    void close() {
        if (writer != null) {
            writer.close();
        } else {
            accepted.close();
        }
    }

    void abort() {
        if (writer != null) {
            writer.abort();
        } else {
            accepted.abort(new IOException("the connection was aborted: " + accepted));
        }
    }
}
