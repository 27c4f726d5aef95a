package ayatori.archive.replay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks of full size. Netty's own sends what is available at once, which in an archive may be one byte. */
final class BodyChunks implements ChunkedInput<ByteBuf> {
    private static final int CHUNK = 64 << 10;

    private final InputStream body;
    private final long length;
    private long sent;
    private boolean ended;

    /**
     * The chunks of a body.
     *
     * @param length how much of it is sent; -1 for all
     */
    BodyChunks(InputStream body, long length) {
        this.body = body;
        this.length = length;
        ended = length == 0;
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
        int wanted = length < 0 ? CHUNK : (int) Math.min(CHUNK, length - sent);
        byte[] chunk = body.readNBytes(wanted);
        if (length >= 0 && chunk.length == 0) {
            throw new EOFException("the archived body is shorter than its length");
        }
        sent += chunk.length;
        ended = length < 0 ? chunk.length < CHUNK : sent == length;
        return allocator.buffer(chunk.length).writeBytes(chunk);
    }

    @Override
    public long length() {
        return length;
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
