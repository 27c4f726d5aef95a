package ayatori.warc;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One gzip member of a file (RFC 1952), decompressed and checked. What follows it is not read. */
final class GzipMember extends InputStream {
    private static final int BUFFER_BYTES = 32 << 10;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final FileChannel file;
    private final ByteBuffer input =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private long position;
    private boolean hasEnded;

    /** @throws IOException if no member begins there */
    GzipMember(FileChannel file, long at) throws IOException {
        this.file = file;
        this.position = at;
        try {
            header();
        } catch (IOException e) {
            inflater.end();
            throw e;
        }
    }

    /** Whether the bytes at an offset may begin a member. */
    static boolean beginsAt(FileChannel file, long at) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(3);
        return file.read(magic, at) == magic.capacity()
                && magic.get(0) == 0x1f
                && magic.get(1) == (byte) 0x8b
                && magic.get(2) == 8;
    }

    private void header() throws IOException {
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw new IOException("there is no gzip member");
        }
        int flags = next();
        for (int i = 0; i < 6; i++) { // time, level, system
            next();
        }
        if ((flags & EXTRA) != 0) {
            for (int left = next() | next() << 8; left > 0; left--) {
                next();
            }
        }
        for (int text : new int[] {NAME, COMMENT}) {
            while ((flags & text) != 0 && next() != 0) {
                // up to its end
            }
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            next();
            next();
        }
    }

    private int next() throws IOException {
        if (!input.hasRemaining()) {
            fill();
        }
        return input.get() & 0xff;
    }

    private void fill() throws IOException {
        input.clear();
        int count = file.read(input, position);
        input.flip();
        if (count <= 0) {
            throw new EOFException("the file ends in the middle of a gzip member");
        }
        position += count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!hasEnded) {
            if (inflater.needsInput()) {
                if (!input.hasRemaining()) {
                    fill();
                }
                inflater.setInput(input);
            }
            int count = inflate(into, offset, length);
            checksum.update(into, offset, count);
            if (inflater.finished()) {
                trailer();
            }
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(into, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new IOException("a gzip member wants a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw new IOException("its compressed bytes are damaged", e);
        }
    }

    private void trailer() throws IOException {
        hasEnded = true;
        long length = inflater.getBytesWritten();
        if (fourBytes() != (int) checksum.getValue() || fourBytes() != (int) length) {
            throw new IOException("its compressed bytes have another checksum than their gzip member says");
        }
    }

    private int fourBytes() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    /** Where the member ends in the file. Known when it has been read to its end. */
    long end() {
        return position - input.remaining();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
