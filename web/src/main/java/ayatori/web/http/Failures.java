package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http2.Http2Exception;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into an {@link HttpException}: one sentence for a person, one kind for a program. */
final class Failures {
    private Failures() {}

    /** How systems describe a lack of descriptors, buffers or memory of their own. */
    private static final List<String> SHORTAGES = List.of(
            "too many open files",
            "no buffer space",
            "cannot allocate memory",
            "direct buffer memory",
            "resource temporarily unavailable");

    /**
     * Whether {@code cause} is a shortage on this machine: EMFILE, ENFILE, ENOBUFS, ENOMEM, EAGAIN, or no direct memory.
     */
    static boolean isShortage(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String message = messageOf(t);
            if (t instanceof OutOfMemoryError || SHORTAGES.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    /** A shortage on this machine. */
    static HttpException shortage(@Nullable Throwable cause) {
        return new HttpException(
                FailureKind.LOCAL_SHORTAGE, "This machine has no file descriptors, ports or buffers left.", cause);
    }

    /** Whether no port is left to connect to {@code address} from. With IPv6 it rather means that there is no route. */
    private static boolean isOutOfPorts(InetAddress address, @Nullable Throwable cause) {
        return address instanceof Inet4Address && messageOf(cause).contains("cannot assign requested address");
    }

    /** A connection to {@code origin} that could not be made, at {@code target}. */
    static HttpException connecting(Origin origin, InetAddress target, @Nullable Throwable cause) {
        if (isShortage(cause) || isOutOfPorts(target, cause)) {
            return shortage(cause);
        }
        String address = target.getHostAddress();
        String message = messageOf(cause);
        String host = origin.hostName();
        String where = (host.equals(address) ? host : host + " (" + address + ")") + ", port " + origin.port();
        if (cause instanceof NoRouteToHostException
                || message.contains("unreachable")
                || message.contains("no route")) {
            return new HttpException(FailureKind.UNREACHABLE, "There is no route to " + where + ".", cause);
        }
        if (message.contains("timed out")) {
            return new HttpException(FailureKind.CONNECT_TIMEOUT, "Connecting to " + where + " took too long.", cause);
        }
        if (cause instanceof ConnectException || message.contains("refused")) {
            return new HttpException(FailureKind.REFUSED, "Nothing answers at " + where + ".", cause);
        }
        return new HttpException(FailureKind.UNREACHABLE, "No connection to " + where + " could be made.", cause);
    }

    /** A proxy that could not be reached. */
    static HttpException proxyUnreachable(ProxyServer proxy, @Nullable Throwable cause) {
        if (isShortage(cause)) {
            return shortage(cause);
        }
        return new HttpException(FailureKind.PROXY, "The proxy " + proxy + " cannot be reached.", cause);
    }

    /** A proxy that wants credentials, or others. */
    static HttpException proxyCredentials(ProxyServer proxy) {
        return new HttpException(
                FailureKind.PROXY_LOGIN,
                "The proxy " + proxy
                        + (proxy.credentials() == null
                                ? " wants a user name and a password."
                                : " does not accept the user name and password."));
    }

    /** A TLS handshake with {@code origin} that failed. */
    static HttpException handshake(Origin origin, @Nullable Throwable cause) {
        if (isShortage(cause)) {
            return shortage(cause);
        }
        String host = origin.hostName();
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException || reason(t) == BasicReason.EXPIRED) {
                return certificate("The certificate of " + host + " has expired.", cause);
            }
            if (t instanceof CertificateNotYetValidException || reason(t) == BasicReason.NOT_YET_VALID) {
                return certificate("The certificate of " + host + " is not valid yet.", cause);
            }
            if (t instanceof CertificateException
                    && messageOf(t).matches("(?s).*(subject alternative|no name matching).*")) {
                return certificate("The certificate is for another host than " + host + ".", cause);
            }
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateException || t instanceof CertPathValidatorException) {
                return certificate("The certificate of " + host + " is not trusted.", cause);
            }
        }
        return new HttpException(FailureKind.TLS, "No secure connection to " + host + " could be agreed on.", cause);
    }

    /** What broke an established connection to {@code origin}. */
    static HttpException connected(Origin origin, @Nullable Throwable cause) {
        if (isShortage(cause)) {
            return shortage(cause);
        }
        String host = origin.hostName();
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof TooLongFrameException || t instanceof Http2Exception.HeaderListSizeException) {
                return new HttpException(
                        FailureKind.HEADER_TOO_LARGE,
                        "The header of the answer from " + host + " is too large.",
                        cause);
            }
            if (t instanceof SSLException) {
                return new HttpException(FailureKind.TLS, "The secure connection to " + host + " broke down.", cause);
            }
        }
        if (cause instanceof java.io.IOException) {
            return new HttpException(FailureKind.RESET, "The connection was reset by " + host + ".", cause);
        }
        return protocol(origin, cause);
    }

    /** An answer that violates the protocol. */
    static HttpException malformed(Origin origin, MalformedAnswer cause) {
        return new HttpException(
                cause.kind(),
                "What " + origin.hostName() + " answered is not proper HTTP: " + cause.getMessage() + ".",
                cause);
    }

    /** An answer that is not HTTP. */
    static HttpException protocol(Origin origin, @Nullable Throwable cause) {
        return new HttpException(
                FailureKind.PROTOCOL, "What " + origin.hostName() + " answered is not proper HTTP.", cause);
    }

    /** A connection that {@code origin} closed; {@code heard} says whether part of an answer had come. */
    static HttpException closed(Origin origin, boolean heard) {
        return new HttpException(
                FailureKind.RESET,
                "The host " + origin.hostName() + " closed the connection "
                        + (heard ? "before its answer was whole." : "without an answer."));
    }

    private static HttpException certificate(String message, @Nullable Throwable cause) {
        return new HttpException(FailureKind.CERTIFICATE, message, cause);
    }

    private static CertPathValidatorException.@Nullable Reason reason(Throwable t) {
        return t instanceof CertPathValidatorException e ? e.getReason() : null;
    }

    private static String messageOf(@Nullable Throwable t) {
        return t == null ? "" : Objects.requireNonNullElse(t.getMessage(), "").toLowerCase(Locale.ROOT);
    }
}
