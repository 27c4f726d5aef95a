package ayatori.warc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A labelled digest (WARC 1.1 section 5.8), such as {@code sha1:B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A}, in base 32, base 16 or
 * base 64, as tools write them.
 *
 * @param algorithm Java's name of the algorithm
 * @param value the digest's bytes
 */
record Digest(String algorithm, byte[] value) {
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** Java's names without the hyphen, as labels are compared. */
    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    /** {@return the digest that a text says; null if it is of an unknown algorithm, or none} */
    static @Nullable Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return null;
        }
        String label = text.substring(0, colon).strip().toUpperCase(Locale.ROOT).replace("-", "");
        for (String algorithm : ALGORITHMS) {
            if (algorithm.replace("-", "").equals(label)) {
                byte[] value = decode(
                        text.substring(colon + 1).strip(), newDigest(algorithm).getDigestLength());
                return value == null ? null : new Digest(algorithm, value);
            }
        }
        return null;
    }

    private static byte @Nullable [] decode(String text, int length) {
        String digits = text.replaceFirst("=+$", "");
        try {
            if (digits.length() == 2 * length) {
                return HexFormat.of().parseHex(digits);
            }
            if (digits.length() == (8 * length + 4) / 5) {
                return base32(digits.toUpperCase(Locale.ROOT), length);
            }
            byte[] decoded = Base64.getDecoder().decode(digits.replace('-', '+').replace('_', '/'));
            return decoded.length == length ? decoded : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] base32(String digits, int length) {
        byte[] value = new byte[length];
        long bits = 0;
        int count = 0;
        int at = 0;
        for (int i = 0; i < digits.length() && at < length; i++) {
            int digit = BASE_32.indexOf(digits.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("not base 32");
            }
            bits = bits << 5 | digit;
            count += 5;
            if (count >= 8) {
                count -= 8;
                value[at++] = (byte) (bits >>> count);
            }
        }
        return value;
    }

    /** Appends bytes in base 32; a last group of fewer than five bits is filled up with zeros. */
    static void appendBase32(StringBuilder to, byte[] value) {
        int bits = 0;
        int count = 0;
        for (byte b : value) {
            bits = bits << 8 | (b & 0xff);
            for (count += 8; count >= 5; count -= 5) {
                to.append(BASE_32.charAt(bits >>> (count - 5) & 31));
            }
            bits &= 31;
        }
        if (count > 0) {
            to.append(BASE_32.charAt(bits << (5 - count) & 31));
        }
    }

    private static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform has no " + algorithm, e);
        }
    }

    /** {@return a computation of the same kind} */
    MessageDigest newDigest() {
        return newDigest(algorithm);
    }

    /** {@return whether a computation has this result} */
    boolean isOf(MessageDigest computed) {
        return Arrays.equals(value, computed.digest());
    }

    /** {@return the same text for the same digest, however it was written} */
    String key() {
        return algorithm + ":" + HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && digest.key().equals(key());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return key();
    }
}
