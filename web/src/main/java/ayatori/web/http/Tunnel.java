package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Has a proxy connect to an origin, at the front of the channel's pipeline: what comes after its consent is the origin's.
 */
abstract sealed class Tunnel extends ByteToMessageDecoder permits ConnectTunnel, Socks5Tunnel {
    /** What becomes of it, told once, inside a poll. */
    interface Outcome {
        /** The proxy has connected; the tunnel has left the pipeline. */
        void dug();

        /** The proxy has not connected, and why. */
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

    /** Reads a reply from {@code in} if it is whole, and answers it; nothing else is read until it has been. */
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
    }

    final void dug(ChannelHandlerContext ctx) {
        if (!over) {
            over = true;
            ctx.pipeline().remove(this);
            outcome.dug();
        }
    }

    /** The proxy is at fault: another one may do. */
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
