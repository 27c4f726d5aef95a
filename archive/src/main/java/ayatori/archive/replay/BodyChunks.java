package ayatori.archive.replay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks of full size. Netty's own sends what is available at once, which in an archive may be one byte. */
final class BodyChunks implements ChunkedInput<ByteBuf> {
    private static final int CHUNK = 64 << 10;

    private final InputStream body;
    private long sent;
    private boolean ended;

    BodyChunks(InputStream body) {
        this.body = body;
    }

    @Override
    public boolean isEndOfInput() {
        return ended;
    }

    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        return next(allocator);
    }

    @Override
    @Deprecated
    public ByteBuf readChunk(ChannelHandlerContext context) throws IOException {
        return next(context.alloc());
    }

    private ByteBuf next(ByteBufAllocator allocator) throws IOException {
        byte[] chunk = body.readNBytes(CHUNK);
        ended = chunk.length < CHUNK;
        sent += chunk.length;
        return allocator.buffer(chunk.length).writeBytes(chunk);
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public long progress() {
        return sent;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
