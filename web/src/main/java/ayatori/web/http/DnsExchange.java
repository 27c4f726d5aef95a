package ayatori.web.http;

import ayatori.async.Promise;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One question to one name server: over UDP, and again over TCP when the answer is truncated. It completes its promise,
 * unless the task that waits has gone away.
 *
 * <p>Each exchange has a socket of its own, connected to the server. To forge an answer one must guess its port as well as
 * its identifier (RFC 5452), and a closed port is reported at once.
 */
final class DnsExchange {
    private static final int LENGTH_BYTES = 2;
    private static final int MESSAGE_BYTES_MAX = 0xffff;

    private final NettyDriver driver;
    private final InetSocketAddress server;
    private final DnsQuestion question;
    private final Promise<DnsQuestion.Reply> answered;
    private @Nullable Channel channel;
    private boolean over;

    private DnsExchange(
            NettyDriver driver, InetSocketAddress server, DnsQuestion question, Promise<DnsQuestion.Reply> answered) {
        this.driver = driver;
        this.server = server;
        this.question = question;
        this.answered = answered;
    }

    /** The answer of {@code server}, without a time limit. Called by a task. */
    static DnsQuestion.Reply ask(NettyDriver driver, InetSocketAddress server, DnsQuestion question) throws Exception {
        Promise<DnsQuestion.Reply> answered = driver.loop().createPromise();
        var exchange = new DnsExchange(driver, server, question, answered);
        driver.execute(() -> exchange.begin(false));
        try {
            return answered.await();
        } finally {
            exchange.over = true;
            driver.execute(exchange::end);
        }
    }

    // ---- Inside a poll.

    private void begin(boolean overTcp) {
        if (over) {
            return;
        }
        var bootstrap = new Bootstrap()
                .group(driver.netty())
                .channel(overTcp ? driver.channelType() : driver.datagramType())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the caller has a limit
                .handler(new Answers(overTcp));
        channel = driver.connect(bootstrap, server, connected -> {
            if (connected.isSuccess()) {
                byte[] message = question.message();
                ByteBuf out = Unpooled.buffer(LENGTH_BYTES + message.length);
                if (overTcp) {
                    out.writeShort(message.length);
                }
                connected.channel().writeAndFlush(out.writeBytes(message)).addListener(sent -> {
                    if (!sent.isSuccess()) {
                        fail(sent.cause());
                    }
                });
            } else {
                fail(connected.cause());
            }
        });
    }

    private void end() {
        over = true;
        if (channel != null) {
            var _ = channel.close();
        }
    }

    private void fail(Throwable why) {
        if (!over && !answered.done()) {
            answered.setException(new IOException("The name server " + server + " cannot be reached.", why));
        }
        end();
    }

    private final class Answers extends ChannelInboundHandlerAdapter {
        private final boolean overTcp;

        Answers(boolean overTcp) {
            this.overTcp = overTcp;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            if (overTcp) {
                ctx.pipeline()
                        .addFirst(new LengthFieldBasedFrameDecoder(
                                LENGTH_BYTES + MESSAGE_BYTES_MAX, 0, LENGTH_BYTES, 0, LENGTH_BYTES));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            byte[] bytes;
            try {
                bytes = ByteBufUtil.getBytes(
                        message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message);
            } finally {
                ReferenceCountUtil.release(message);
            }
            DnsQuestion.Reply reply = question.read(bytes);
            if (over || reply == null || (overTcp && reply.truncated())) {
                return; // not the answer, which may still come
            }
            if (reply.truncated()) {
                ctx.executor().execute(() -> goOnOverTcp(ctx.channel())); // after this read
            } else if (!answered.done()) {
                answered.setResult(reply);
            }
        }

        private void goOnOverTcp(Channel udp) {
            if (udp == channel) { // the answer may come twice
                var _ = udp.close();
                begin(true);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (overTcp) {
                fail(new IOException("it closed the connection"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (ctx.channel() == channel) {
                fail(cause);
            }
        }
    }
}
