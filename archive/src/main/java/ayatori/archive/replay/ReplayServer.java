package ayatori.archive.replay;

import ayatori.archive.Archive;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves an archive on loopback, for a browser on this machine.
 *
 * {@snippet :
 * try (Archive archive = Archive.open(Path.of("site.wacz"), true);
 *         ReplayServer server = ReplayServer.start(archive, 0)) {
 *     System.out.println(server.url());
 *     server.await();
 * }
 * }
 *
 * <p>It listens on 127.0.0.1 only, and answers only requests that name one of its hosts, so that neither another machine nor, by a
 * name of its own (DNS rebinding), a page on the web can read from it.
 */
public final class ReplayServer implements Closeable {
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int HEAD_BYTES_MAX = 64 << 10;
    private static final int THREADS = 4;
    private static final String TOKEN_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int TOKEN_LENGTH = 12;

    private final EventLoopGroup loops;
    private final ExecutorService requests;
    private final Channel channel;
    private final int port;

    private ReplayServer(EventLoopGroup loops, ExecutorService requests, Channel channel, int port) {
        this.loops = loops;
        this.requests = requests;
        this.channel = channel;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @param port the port; 0 for a free one
     * @throws IOException if the port is taken
     */
    public static ReplayServer start(Archive archive, int port) throws IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        var sites = new Sites(archive, token());
        try {
            Channel channel = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel connection) {
                            connection
                                    .pipeline()
                                    .addLast(
                                            new HttpServerCodec(new HttpDecoderConfig()
                                                    .setMaxInitialLineLength(HEAD_BYTES_MAX)
                                                    .setMaxHeaderSize(HEAD_BYTES_MAX)),
                                            new HttpObjectAggregator(BODY_BYTES_MAX),
                                            new ChunkedWriteHandler(),
                                            new Connection(sites, requests));
                        }
                    })
                    .bind(InetAddress.ofLiteral("127.0.0.1"), port)
                    .sync()
                    .channel();
            int bound = ((InetSocketAddress) channel.localAddress()).getPort();
            sites.listensOn(bound);
            return new ReplayServer(loops, requests, channel, bound);
        } catch (InterruptedException e) {
            var _ = loops.shutdownGracefully();
            requests.close();
            throw new IOException("interrupted", e);
        } catch (Exception e) { // Netty throws the checked exception of the bind undeclared
            var _ = loops.shutdownGracefully();
            requests.close();
            throw new IOException("the port " + port + " is taken by another program", e);
        }
    }

    private static String token() {
        var random = new SecureRandom();
        var token = new StringBuilder();
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(TOKEN_LETTERS.charAt(random.nextInt(TOKEN_LETTERS.length())));
        }
        return token.toString();
    }

    /** {@return where the browser begins} */
    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Waits until the server is closed. */
    public void await() throws InterruptedException {
        channel.closeFuture().sync();
    }

    /** Ends it. */
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        requests.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
