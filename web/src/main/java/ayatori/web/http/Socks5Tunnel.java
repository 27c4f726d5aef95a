package ayatori.web.http;

import ayatori.web.auth.Credentials;
import ayatori.web.proxy.ProxyServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * A tunnel through a SOCKS5 proxy (RFC 1928) that resolves host names itself, with user name and password where they are
 * needed (RFC 1929). Why this is not Netty's {@code Socks5ProxyHandler}: ADR 22.
 */
final class Socks5Tunnel extends Tunnel {
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    /** A name, user name or password has one byte for its length. */
    private static final int TEXT_BYTES_MAX = 255;

    /** The reply that is awaited. */
    private enum Next {
        METHOD,
        AUTHENTICATED,
        CONNECTED
    }

    private Next next = Next.METHOD;

    Socks5Tunnel(ProxyServer proxy, Origin origin, Outcome outcome) {
        super(proxy, origin, outcome);
    }

    @Override
    void begin(ChannelHandlerContext ctx) {
        send(
                ctx,
                proxy.credentials() == null
                        ? ctx.alloc().buffer().writeByte(VERSION).writeByte(1).writeByte(NO_AUTHENTICATION)
                        : ctx.alloc()
                                .buffer()
                                .writeByte(VERSION)
                                .writeByte(2)
                                .writeByte(NO_AUTHENTICATION)
                                .writeByte(USER_AND_PASSWORD));
    }

    @Override
    void reply(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() < 2) {
            return;
        }
        int version = in.getUnsignedByte(in.readerIndex());
        int code = in.getUnsignedByte(in.readerIndex() + 1);
        if (version != (next == Next.AUTHENTICATED ? 1 : VERSION)) {
            refused("does not speak SOCKS5");
            return;
        }
        switch (next) {
            case METHOD -> {
                in.skipBytes(2);
                method(ctx, code);
            }
            case AUTHENTICATED -> {
                in.skipBytes(2);
                if (code == 0) {
                    connect(ctx);
                } else {
                    refused(Failures.proxyCredentials(proxy));
                }
            }
            case CONNECTED -> {
                int length = connectedLength(in);
                if (code != 0) {
                    refused(code);
                } else if (length > 0 && in.readableBytes() >= length) {
                    in.skipBytes(length);
                    established(ctx, in);
                }
            }
        }
    }

    private void method(ChannelHandlerContext ctx, int method) {
        Credentials.Password who = proxy.credentials();
        if (method == NO_AUTHENTICATION) {
            connect(ctx);
        } else if (method == USER_AND_PASSWORD && who != null) {
            next = Next.AUTHENTICATED;
            byte[] user = who.user().getBytes(StandardCharsets.UTF_8);
            byte[] password = who.password().getBytes(StandardCharsets.UTF_8);
            if (user.length > TEXT_BYTES_MAX || password.length > TEXT_BYTES_MAX) {
                refused(new HttpException(
                        FailureKind.PROXY_LOGIN, "The user name or password for the proxy " + proxy + " is too long."));
                return;
            }
            ByteBuf message = ctx.alloc().buffer().writeByte(1);
            send(
                    ctx,
                    message.writeByte(user.length)
                            .writeBytes(user)
                            .writeByte(password.length)
                            .writeBytes(password));
        } else {
            refused(Failures.proxyCredentials(proxy));
        }
    }

    private void connect(ChannelHandlerContext ctx) {
        next = Next.CONNECTED;
        ByteBuf message =
                ctx.alloc().buffer().writeByte(VERSION).writeByte(CONNECT).writeByte(0);
        String host = origin.hostName();
        if (HostResolver.isAddress(host)) {
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            message.writeByte(address.length == 4 ? IPV4 : IPV6).writeBytes(address);
        } else if (host.length() <= TEXT_BYTES_MAX) {
            message.writeByte(NAME).writeByte(host.length());
            message.writeCharSequence(host, StandardCharsets.US_ASCII);
        } else {
            message.release();
            refused(new HttpException(FailureKind.UNKNOWN_HOST, "The host name is too long for a proxy."));
            return;
        }
        send(ctx, message.writeShort(origin.port()));
    }

    /** The length of the reply to CONNECT, its address included; 0 while too little of it has come. */
    private static int connectedLength(ByteBuf in) {
        if (in.readableBytes() < 5) {
            return 0;
        }
        return switch (in.getUnsignedByte(in.readerIndex() + 3)) {
            case IPV4 -> 4 + 4 + 2;
            case IPV6 -> 4 + 16 + 2;
            default -> 4 + 1 + in.getUnsignedByte(in.readerIndex() + 4) + 2;
        };
    }

    /** What a reply code means (RFC 1928 section 6). */
    private void refused(int code) {
        String host = origin.hostName();
        switch (code) {
            case 5 -> refused(new HttpException(FailureKind.REFUSED, "Nothing answers at " + host + "."));
            case 7, 8 -> refused("cannot connect to hosts");
            default ->
                refused(new HttpException(
                        FailureKind.UNREACHABLE,
                        "The proxy " + proxy + " does not connect to " + host + ": code " + code + "."));
        }
    }

    private static void send(ChannelHandlerContext ctx, ByteBuf message) {
        var _ = ctx.writeAndFlush(message, ctx.voidPromise());
    }
}
