package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tunnel through an HTTP proxy (RFC 9110 section 9.3.6). */
final class ConnectTunnel extends Tunnel {
    private static final int HEAD_BYTES_MAX = 16 << 10;

    /** How many 1xx answers may precede the final one. */
    private static final int INFORMATIONAL_MAX = 50;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: [^\r\n]*+)?+\r?\n");
    private static final Pattern HEAD_END = Pattern.compile("\n\r?\n");

    private int informational;

    ConnectTunnel(ProxyServer proxy, Origin origin, Outcome outcome) {
        super(proxy, origin, outcome);
    }

    @Override
    void begin(ChannelHandlerContext ctx) {
        String authority = origin.host() + ":" + origin.port();
        var head = new StringBuilder("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        if (proxy.credentials() != null) {
            head.append("Proxy-Authorization: ")
                    .append(proxy.credentials().basic())
                    .append("\r\n");
        }
        var _ = ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), head.append("\r\n")), ctx.voidPromise());
    }

    @Override
    void reply(ChannelHandlerContext ctx, ByteBuf in) {
        int bytes = Math.min(in.readableBytes(), HEAD_BYTES_MAX);
        String head = in.toString(in.readerIndex(), bytes, StandardCharsets.ISO_8859_1);
        Matcher end = HEAD_END.matcher(head);
        if (!end.find()) {
            if (bytes == HEAD_BYTES_MAX) {
                refused("answers with a header that is too large");
            }
            return;
        }
        in.skipBytes(end.end());
        Matcher line = STATUS_LINE.matcher(head);
        if (!line.lookingAt()) {
            refused("does not speak HTTP");
            return;
        }
        int status = Integer.parseInt(line.group(1));
        if (status >= 200 && status < 300) {
            established(ctx, in);
        } else if (status == 407) {
            refused(Failures.proxyCredentials(proxy));
        } else if (status >= 300) {
            refused(new HttpException(
                    FailureKind.UNREACHABLE,
                    "The proxy " + proxy + " does not connect to " + origin.hostName() + ": status " + status + "."));
        } else if (++informational > INFORMATIONAL_MAX) {
            refused("sends informational answers without end");
        }
    }
}
