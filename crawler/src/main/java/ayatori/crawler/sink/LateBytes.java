package ayatori.crawler.sink;

import java.io.IOException;

/** Many bytes that a sink has room for already and that are copied to it in another thread, before the next commit. */
public interface LateBytes extends AutoCloseable {
    /** {@return how many there are} */
    long length();

    /** {@return their CRC-32C} */
    long checksum();

    /** Receives bytes. */
    @FunctionalInterface
    interface Target {
        /** Takes {@code count} bytes from the start of an array, which it does not keep. */
        void add(byte[] bytes, int count) throws IOException;
    }

    /** Hands all bytes to a target, piece by piece. */
    void to(Target target) throws IOException;

    /** Frees them. */
    @Override
    void close() throws IOException;
}
