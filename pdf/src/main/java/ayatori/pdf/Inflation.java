package ayatori.pdf;

import java.util.function.BooleanSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * How much a PDF grows when its streams are inflated. PDFBox holds inflated streams in memory, so a bomb must not reach it.
 *
 * <p>Whatever stands behind the word {@code stream} is inflated and thrown away, whether its dictionary says that it is deflated
 * or not.
 */
final class Inflation {
    /** The text of a thousand pages takes less. */
    static final long STREAM_BYTES_MAX = 64 << 20;

    static final long TOTAL_BYTES_MAX = 256 << 20;

    private static final byte[] STREAM = {'s', 't', 'r', 'e', 'a', 'm'};

    private Inflation() {}

    /** Whether a PDF stays within the limits. */
    static boolean isBounded(byte[] pdf, BooleanSupplier isOver) {
        long total = 0;
        byte[] buffer = new byte[64 << 10];
        for (int at = 0; at + STREAM.length + 4 < pdf.length; at++) {
            if (!isStream(pdf, at)) {
                continue;
            }
            int start = at + STREAM.length;
            start += pdf[start] == '\r' ? 1 : 0;
            start += pdf[start] == '\n' ? 1 : 0;
            if (!isZlib(pdf, start)) {
                continue;
            }
            long bytes = inflated(pdf, start, buffer, isOver);
            total += bytes;
            if (bytes < 0 || bytes > STREAM_BYTES_MAX || total > TOTAL_BYTES_MAX) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStream(byte[] pdf, int at) {
        for (int i = 0; i < STREAM.length; i++) {
            if (pdf[at + i] != STREAM[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a header of zlib (RFC 1950) stands there. */
    private static boolean isZlib(byte[] bytes, int at) {
        return at + 1 < bytes.length
                && (bytes[at] & 0x0F) == 8
                && (((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF)) % 31 == 0;
    }

    /** How many bytes a stream gives, up to a little more than the limit; -1 if it holds a compressed stream or takes too long. */
    private static long inflated(byte[] pdf, int start, byte[] buffer, BooleanSupplier isOver) {
        var inflater = new Inflater();
        try {
            inflater.setInput(pdf, start, pdf.length - start);
            long total = 0;
            while (!inflater.finished() && total <= STREAM_BYTES_MAX) {
                int count = inflater.inflate(buffer);
                if (count == 0 || isOver.getAsBoolean()) {
                    return count == 0 ? total : -1;
                }
                if (total == 0 && count > 1_000 && isZlib(buffer, 0) && inflatesAgain(buffer, count)) {
                    return -1;
                }
                total += count;
            }
            return total;
        } catch (DataFormatException e) {
            return 0; // not deflated, or broken: PDFBox keeps what came before the break, which is shorter than the
            // file
        } finally {
            inflater.end();
        }
    }

    /** Whether bytes are deflated too: no one does that to documents. */
    private static boolean inflatesAgain(byte[] bytes, int count) {
        var inflater = new Inflater();
        try {
            inflater.setInput(bytes, 0, count);
            return inflater.inflate(new byte[4 * count]) > count;
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }
}
