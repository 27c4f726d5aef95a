package ayatori.async.net;

import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Creates the JDK's TLS engines with the settings of a {@link Tls}. */
final class TlsEngines {
    private TlsEngines() {}

    static SSLEngine client(Tls tls, @Nullable String host, int port) {
        String name = tls.serverName() == null ? host : tls.serverName();
        if (name == null && tls.verifyHostname()) {
            throw new IllegalArgumentException(
                    "the server's name is not known, so its certificate cannot be checked: set it with Tls.withServerName(\"...\")");
        }
        SSLEngine engine =
                name == null ? tls.context().createSSLEngine() : tls.context().createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine, tls);
        if (name != null && !isAddress(name)) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        if (tls.verifyHostname()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    static SSLEngine server(Tls tls) {
        SSLEngine engine = tls.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine, tls);
        parameters.setNeedClientAuth(tls.clientAuth());
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters(SSLEngine engine, Tls tls) {
        SSLParameters parameters = engine.getSSLParameters();
        if (!tls.applicationProtocols().isEmpty()) {
            parameters.setApplicationProtocols(tls.applicationProtocols().toArray(new String[0]));
        }
        return parameters;
    }

    /** SNI does not carry addresses (RFC 6066, section 3). */
    private static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
