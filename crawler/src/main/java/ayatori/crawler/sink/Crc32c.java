package ayatori.crawler.sink;

import java.util.zip.CRC32C;

/** The CRC-32C of bytes that are put together from parts, some of which are known by their checksums only. */
final class Crc32c {
    /** The polynomial of CRC-32C without its first term, the lowest bit first. */
    private static final int POLYNOMIAL = 0x82F63B78;

    /** The polynomial 1, the lowest bit first. */
    private static final int ONE = 1 << 31;

    private final CRC32C last = new CRC32C();
    private long lastLength;

    /** The checksum of what came before the last bytes. */
    private int before;

    void add(byte[] bytes, int count) {
        last.update(bytes, 0, count);
        lastLength += count;
    }

    /** Adds bytes of which only the checksum and the number are known. */
    void add(long checksum, long length) {
        before = joined((int) value(), (int) checksum, length);
        last.reset();
        lastLength = 0;
    }

    long value() {
        return Integer.toUnsignedLong(joined(before, (int) last.getValue(), lastLength));
    }

    void reset() {
        before = 0;
        last.reset();
        lastLength = 0;
    }

    /** The checksum of two parts: that of the first, moved up by the bits of the second, plus that of the second. */
    private static int joined(int first, int second, long secondLength) {
        if (first == 0) {
            return second;
        }
        int factor = ONE; // x to the power of the number of bits
        int power = ONE >>> 8; // x^8, a byte
        for (long left = secondLength; left > 0; left >>>= 1) {
            if ((left & 1) != 0) {
                factor = product(power, factor);
            }
            power = product(power, power);
        }
        return product(factor, first) ^ second;
    }

    /** The product of two polynomials, modulo that of the checksum. */
    private static int product(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
