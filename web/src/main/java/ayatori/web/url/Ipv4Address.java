package ayatori.web.url;

import java.util.Arrays;
import java.util.List;

/** The IPv4 parser and serializer (URL standard §3.5): dotted parts in decimal, octal or hexadecimal. */
final class Ipv4Address {
    /** Any number too large for an address. Larger ones are reduced to it, so that long runs of digits cannot overflow. */
    private static final long TOO_LARGE = 1L << 33;

    private static final long NOT_A_NUMBER = -1;

    private Ipv4Address() {}

    /** The "ends in a number checker": a host for which this holds must be an IPv4 address or is invalid. */
    static boolean endsInNumber(String domain) {
        List<String> parts = parts(domain);
        String last = parts.getLast();
        return number(last) != NOT_A_NUMBER || isDigits(last);
    }

    private static boolean isDigits(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (!Ascii.isDigit(part.charAt(i))) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    /** Parses a host that {@linkplain #endsInNumber ends in a number} to its 32 bits. */
    static int parse(String domain) throws ParsingFailure {
        List<String> parts = parts(domain);
        if (parts.size() > 4) {
            throw new ParsingFailure(ValidationError.IPV4_TOO_MANY_PARTS);
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            long number = number(parts.get(i));
            if (number == NOT_A_NUMBER) {
                throw new ParsingFailure(ValidationError.IPV4_NON_NUMERIC_PART);
            }
            // The last number fills all the bytes that the others left.
            boolean last = i == parts.size() - 1;
            int bytes = last ? 4 - i : 1;
            if (number >= 1L << (8 * bytes)) {
                throw new ParsingFailure(ValidationError.IPV4_OUT_OF_RANGE_PART);
            }
            address = (address << (8 * bytes)) | number;
        }
        return (int) address;
    }

    static String serialize(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /** The labels between dots, without the empty one after a dot at the end. */
    private static List<String> parts(String domain) {
        List<String> parts = Arrays.asList(domain.split("\\.", -1));
        return parts.size() > 1 && parts.getLast().isEmpty() ? parts.subList(0, parts.size() - 1) : parts;
    }

    /** The IPv4 number parser. */
    private static long number(String part) {
        if (part.isEmpty()) {
            return NOT_A_NUMBER;
        }
        int radix = 10;
        int digits = 0;
        if (part.startsWith("0x") || part.startsWith("0X")) {
            radix = 16;
            digits = 2;
        } else if (part.length() > 1 && part.startsWith("0")) {
            radix = 8;
            digits = 1;
        }
        long number = 0;
        for (int i = digits; i < part.length(); i++) {
            int digit = Ascii.hexValue(part.charAt(i));
            if (digit < 0 || digit >= radix) {
                return NOT_A_NUMBER;
            }
            number = Math.min(number * radix + digit, TOO_LARGE);
        }
        return number;
    }
}
