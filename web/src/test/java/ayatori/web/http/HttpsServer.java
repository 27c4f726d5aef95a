package ayatori.web.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2SettingsFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An https server on loopback that speaks HTTP/2 and HTTP/1.1. The path says what to do: {@code /echo} answers with
 * method, path and content; {@code /large} with {@link #LARGE} bytes; {@code /reset}, {@code /refuse-once},
 * {@code /settings}, {@code /goaway-once}, {@code /cut} and {@code /hang} do what their names say.
 */
final class HttpsServer implements AutoCloseable {
    static final int LARGE = 2_000_000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger once = new AtomicInteger();

    /** Counted down when a client resets a stream. */
    final CountDownLatch resets = new CountDownLatch(1);

    HttpsServer(X509Bundle certificate, boolean http2, int streamsMax) throws Exception {
        SslContextBuilder tls = SslContextBuilder.forServer(
                        certificate.getKeyPair().getPrivate(), certificate.getCertificatePath())
                .sslProvider(SslProvider.JDK);
        if (http2) {
            tls.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
        }
        SslContext context = tls.build();
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        channel.pipeline()
                                .addLast(context.newHandler(channel.alloc()))
                                .addLast(new Negotiation(streamsMax));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    String url(String path) {
        return url("localhost", path);
    }

    String url(String host, String path) {
        return "https://" + host + ":" + ((InetSocketAddress) listener.localAddress()).getPort() + path;
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Negotiation extends ApplicationProtocolNegotiationHandler {
        private final int streamsMax;

        Negotiation(int streamsMax) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.streamsMax = streamsMax;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                ctx.pipeline()
                        .addLast(Http2FrameCodecBuilder.forServer()
                                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(streamsMax))
                                .build())
                        .addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline().addLast(new Stream());
                            }
                        }));
            } else {
                ctx.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(1 << 20))
                        .addLast(new Http1());
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close(); // many tests want the client to refuse
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close();
        }
    }

    private final class Http1 extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            requests.incrementAndGet();
            var request = (FullHttpRequest) message;
            try {
                ByteBuf body = text(request.method() + " " + request.uri() + " "
                        + request.content().toString(StandardCharsets.US_ASCII));
                var response = new DefaultFullHttpResponse(request.protocolVersion(), HttpResponseStatus.OK, body);
                response.headers().set("content-length", body.readableBytes());
                var _ = ctx.writeAndFlush(response);
            } finally {
                request.release();
            }
        }
    }

    /** One HTTP/2 request. */
    private final class Stream extends ChannelInboundHandlerAdapter {
        private String asked = "";
        private final StringBuilder content = new StringBuilder();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                boolean end = false;
                if (message instanceof Http2HeadersFrame frame) {
                    asked = frame.headers().method() + " " + frame.headers().path();
                    end = frame.isEndStream();
                } else if (message instanceof Http2DataFrame frame) {
                    content.append(frame.content().toString(StandardCharsets.US_ASCII));
                    end = frame.isEndStream();
                }
                if (end) {
                    requests.incrementAndGet();
                    answer(ctx, asked.substring(asked.indexOf(' ') + 1));
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2ResetFrame) {
                resets.countDown();
            }
        }

        private void answer(ChannelHandlerContext ctx, String path) {
            switch (path) {
                case "/large" -> {
                    head(ctx, 200);
                    data(ctx, Unpooled.wrappedBuffer(BodyTest.random(LARGE)), true);
                }
                case "/hang" -> {}
                case "/hang-in-body" -> {
                    head(ctx, 200);
                    data(ctx, text("begun"), false);
                }
                case "/hints" -> {
                    head(ctx, 103);
                    head(ctx, 200);
                    data(ctx, text("hinted"), false);
                    var _ = ctx.writeAndFlush(
                            new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().set("x-trailer", "t"), true));
                }
                case "/cut" -> {
                    head(ctx, 200);
                    ctx.writeAndFlush(new DefaultHttp2DataFrame(text("begun"), false))
                            .addListener(_ -> {
                                var _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                            });
                }
                case "/reset" -> {
                    var _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                }
                case "/refuse-once" -> {
                    if (once.getAndIncrement() == 0) {
                        var _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
                    } else {
                        echo(ctx);
                    }
                }
                case "/goaway-once" -> {
                    if (once.getAndIncrement() == 0) {
                        // No stream was processed: GOAWAY with the last stream before this one.
                        var frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
                        frame.setExtraStreamIds(0);
                        var _ = ctx.channel().parent().writeAndFlush(frame);
                        echo(ctx);
                    } else {
                        echo(ctx);
                    }
                }
                case "/settings" -> {
                    // Settings that differ from the first ones and leave out the limit of streams.
                    var settings = new Http2Settings().initialWindowSize(1 << 20);
                    var _ = ctx.channel().parent().writeAndFlush(new DefaultHttp2SettingsFrame(settings));
                    echo(ctx);
                }
                case "/close" -> {
                    var _ = ctx.channel().parent().close();
                }
                default -> echo(ctx);
            }
        }

        private void echo(ChannelHandlerContext ctx) {
            head(ctx, 200);
            data(ctx, text(asked + " " + content), true);
        }

        private static void head(ChannelHandlerContext ctx, int status) {
            Http2Headers headers = new DefaultHttp2Headers().status(Integer.toString(status));
            headers.set("server", "test");
            var _ = ctx.write(new DefaultHttp2HeadersFrame(headers, false));
        }

        private static void data(ChannelHandlerContext ctx, ByteBuf data, boolean end) {
            var _ = ctx.writeAndFlush(new DefaultHttp2DataFrame(data, end));
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
