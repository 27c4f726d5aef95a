package ayatori.web.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, which carries many exchanges at once, each on an {@link Http2Stream}.
 *
 * <p>It takes new exchanges until the server sends GOAWAY or the connection closes. The server's SETTINGS limit how many may
 * be under way at once.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements Connection {
    /** As many as most servers allow; used where the server's SETTINGS set no limit. */
    private static final int STREAMS_ASSUMED = 100;

    /** How much may come for one exchange before its task has read it. */
    private static final int STREAM_WINDOW_BYTES = 256 << 10;

    /** How much may come for all of them. Large, so that exchanges with slow tasks do not hold up the others. */
    private static final int CONNECTION_WINDOW_BYTES = 16 << 20;

    private final OriginPool pool;
    private final InetAddress remoteAddress;
    private final Channel channel;
    private final DeadlineTimer timer;

    private int streams;

    /** One until the server's SETTINGS arrive, which may allow few: the codec refuses what exceeds them. */
    private long streamsMax = 1;

    private boolean hasSettings;
    private boolean served;
    private boolean retired;
    private long idleUntilNanos = DeadlineTimer.NEVER;

    /** What ended the connection, and with it every exchange; {@code null} for a close by either side. */
    private @Nullable HttpException failure;

    Http2Connection(OriginPool pool, InetAddress remoteAddress, Channel channel) {
        this.pool = pool;
        this.remoteAddress = remoteAddress;
        this.channel = channel;
        this.timer = new DeadlineTimer(pool.loop(), this::expire);
    }

    /** Puts this connection at the end of its channel's pipeline, and greets the server. */
    @Override
    public void install() {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW_BYTES)
                        .maxHeaderListSize(pool.config().caps().headerBytes()))
                .gracefulShutdownTimeoutMillis(0)
                .build();
        channel.pipeline()
                .addLast(codec)
                .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                .addLast(this);
        try {
            var connection = codec.connection();
            var window = Objects.requireNonNull(connection.local().flowController());
            window.incrementWindowSize(
                    connection.connectionStream(), CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e); // the window is within what the protocol allows
        }
        pool.opened(this);
    }

    OriginPool pool() {
        return pool;
    }

    Channel channel() {
        return channel;
    }

    // ---- The task's side.

    /** Reserves a place for one exchange; false when there is none. */
    boolean reserve() {
        if (retired || streams >= streamsMax) {
            return false;
        }
        if (streams++ == 0) {
            pool.noLongerIdle(this);
        }
        idleUntilNanos = DeadlineTimer.NEVER;
        return true;
    }

    @Override
    public void begin(Exchange exchange) {
        new Http2Stream(this, exchange).begin(served);
    }

    @Override
    public InetAddress remoteAddress() {
        return remoteAddress;
    }

    // ---- Inside a poll.

    /** Releases a place that {@link #reserve} took. */
    void unreserve(boolean answered) {
        served |= answered;
        if (--streams == 0) {
            idleUntilNanos =
                    Exchange.after(pool.loop().nanoTime(), pool.config().keepAlive());
            timer.noLaterThan(idleUntilNanos);
            if (retired) {
                close();
            } else {
                pool.idle(this);
            }
        }
        pool.roomier(1);
    }

    /** How many exchanges more it can take. */
    int room() {
        return retired ? 0 : (int) Math.max(0, Math.min(streamsMax - streams, Integer.MAX_VALUE));
    }

    /** The server wants HTTP/1.1 for this origin: this connection takes no more exchanges, the next one will be HTTP/1.1. */
    void fallBack() {
        pool.requireHttp1();
        retire();
    }

    /** Whether it takes no more exchanges. */
    boolean retired() {
        return retired;
    }

    @Nullable HttpException failure() {
        return failure;
    }

    boolean unused() {
        return streams == 0;
    }

    /** Takes no more exchanges; those under way continue. */
    void retire() {
        if (!retired) {
            retired = true;
            pool.retire(this);
            if (streams == 0) {
                close();
            }
        }
    }

    @Override
    public void close() {
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            switch (message) {
                case Http2SettingsFrame frame -> {
                    Long most = frame.settings().maxConcurrentStreams();
                    if (most != null) {
                        streamsMax = most;
                    } else if (!hasSettings) {
                        streamsMax = STREAMS_ASSUMED;
                    } // else it keeps its value, as every setting does that is left out
                    hasSettings = true;
                    pool.roomier(room());
                }
                case Http2GoAwayFrame goAway
                when goAway.errorCode() == Http2Error.HTTP_1_1_REQUIRED.code() -> fallBack();
                case Http2GoAwayFrame _ -> retire();
                default -> {} // pings and acknowledgements, which the codec has answered
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        retired = true;
        timer.cancel();
        pool.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (failure == null) {
            failure = Failures.connected(pool.origin(), cause);
        }
        close();
    }

    private long expire(long nowNanos) {
        if (nowNanos - idleUntilNanos >= 0) {
            retired = true;
            pool.driver().execute(() -> {
                pool.retire(this);
                if (streams == 0) {
                    close();
                }
            });
            return DeadlineTimer.NEVER;
        }
        return idleUntilNanos;
    }
}
