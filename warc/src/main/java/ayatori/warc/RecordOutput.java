package ayatori.warc;

import java.io.IOException;
import java.io.OutputStream;

/** Compresses records, each as a unit of its own, so that readers can start at any of them. Not safe for several threads. */
interface RecordOutput extends AutoCloseable {
    /** Begins a record. Its bytes follow by {@link #write}, and then its {@link #end}. */
    void begin(OutputStream to) throws IOException;

    void write(byte[] bytes, int offset, int count) throws IOException;

    void end() throws IOException;

    @Override
    void close();
}
