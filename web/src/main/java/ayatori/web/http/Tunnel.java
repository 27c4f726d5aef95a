package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Asks a proxy to connect to an origin. It stands first in the channel's pipeline and leaves it when the proxy has agreed:
 * all later bytes are the origin's.
 */
abstract sealed class Tunnel extends ByteToMessageDecoder permits ConnectTunnel, Socks5Tunnel {
    /** Receives the result, once, inside a poll. */
    interface Outcome {
        /** The proxy has connected; the tunnel has left the pipeline. */
        void established();

        /** The proxy has not connected, for the reason {@code why}. */
        void refused(HttpException why);
    }

    final ProxyServer proxy;
    final Origin origin;
    private final Outcome outcome;
    private boolean over;

    Tunnel(ProxyServer proxy, Origin origin, Outcome outcome) {
        this.proxy = proxy;
        this.origin = origin;
        this.outcome = outcome;
    }

    static Tunnel through(ProxyServer proxy, Origin origin, Outcome outcome) {
        return switch (proxy.kind()) {
            case HTTP, HTTPS -> new ConnectTunnel(proxy, origin, outcome);
            case SOCKS5 -> new Socks5Tunnel(proxy, origin, outcome);
        };
    }

    /** Sends the first message. The channel is connected. */
    abstract void begin(ChannelHandlerContext ctx);

    /** Consumes one reply from {@code in} if it is complete, and acts on it. */
    abstract void reply(ChannelHandlerContext ctx, ByteBuf in);

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        begin(ctx);
    }

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        while (!over) {
            int before = in.readerIndex();
            reply(ctx, in);
            if (in.readerIndex() == before) {
                return;
            }
        }
        in.skipBytes(in.readableBytes()); // the body of a refusal, such as the page of a 407
    }

    /**
     * The proxy has connected. Bytes that came with its reply cannot be the origin's, because a client speaks first in both
     * TLS and HTTP; to take them for an answer would let the proxy forge one.
     */
    final void established(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.isReadable()) {
            refused("sends more than its reply");
        } else if (!over) {
            over = true;
            ctx.pipeline().remove(this);
            outcome.established();
        }
    }

    /** The proxy is at fault: another one may work. */
    final void refused(String what) {
        refused(new HttpException(FailureKind.PROXY, "The proxy " + proxy + " " + what + "."));
    }

    final void refused(HttpException why) {
        if (!over) {
            over = true;
            outcome.refused(why);
        }
    }
}
