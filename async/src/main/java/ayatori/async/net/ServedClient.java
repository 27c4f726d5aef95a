package ayatori.async.net;

import ayatori.async.Action;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.ExceptionContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One client of a server, from the accept until its handler has returned and its connection is closed. */
final class ServedClient implements Action {
    private static final System.Logger LOG = System.getLogger("ayatori.async.net");

    private final Transport accepted;
    private final ClientHandler handler;
    private final ServerOptions options;

    /** Null until the TLS handshake is done. */
    private @Nullable StreamReader reader;

    private @Nullable StreamWriter writer;

    /** Whether the server has closed or aborted the connection. */
    private boolean endedByServer;

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
            var from = new StreamReader(secured, options.limit());
            var to = new StreamWriter(secured);
            reader = from;
            writer = to;
            handler.handle(from, to);
            to.close();
            to.waitClosed(); // until what is buffered is sent
        } catch (CancelledError e) {
            abortConnection();
            throw e;
        } catch (Throwable e) {
            if (isConnectionFailure(e)) {
                LOG.log(System.Logger.Level.DEBUG, "the connection of " + accepted + " ended", e);
            } else {
                EventLoop.current()
                        .callExceptionHandler(new ExceptionContext("the handler of " + accepted + " failed", e, null));
            }
            abortConnection();
        }
    }

    /** Whether the peer or the network caused a failure. A server expects such failures, so they are not reported. */
    private boolean isConnectionFailure(Throwable e) {
        if (reader == null || writer == null) {
            return e instanceof IOException; // the TLS handshake failed
        }
        return e instanceof IncompleteReadException
                || e instanceof LimitOverrunException
                || (e instanceof IOException && (endedByServer || reader.isLost() || writer.isLost()));
    }

    /** Called when the task is done, or was cancelled before it began. */
    void ended() {
        if (writer == null) {
            accepted.close();
        }
    }

    void close() {
        endedByServer = true;
        if (writer != null) {
            writer.close();
        } else {
            accepted.close();
        }
    }

    void abort() {
        endedByServer = true;
        abortConnection();
    }

    private void abortConnection() {
        if (writer != null) {
            writer.abort();
        } else {
            accepted.abort(new IOException("the connection was aborted: " + accepted));
        }
    }
}
