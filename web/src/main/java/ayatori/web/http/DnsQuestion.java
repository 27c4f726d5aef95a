package ayatori.web.http;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a name server for the addresses of a host, and the parser of its answers (RFC 1035, section 4). It uses only
 * the chain of aliases from the name in the question to its addresses; other records are ignored.
 */
final class DnsQuestion {
    /** The types of records that matter. */
    enum Type {
        A(1),
        AAAA(28);

        private final int code;

        Type(int code) {
            this.code = code;
        }
    }

    static final int NO_ERROR = 0;
    static final int NO_SUCH_NAME = 3;

    private static final int CNAME = 5;
    private static final int SOA = 6;
    private static final int OPT = 41;
    private static final int INTERNET = 1;
    private static final int HEADER_BYTES = 12;
    private static final int LABEL_BYTES_MAX = 63;
    private static final int NAME_BYTES_MAX = 255;

    /** A datagram that no network fragments (RFC 9715); larger answers come over TCP. */
    private static final int DATAGRAM_BYTES_MAX = 1232;

    private static final int ALIASES_MAX = 16;

    /**
     * An answer to this question.
     *
     * @param code the response code
     * @param truncated whether it must be requested over TCP
     * @param addresses empty where there are none
     * @param seconds the TTL, negative where there is none
     */
    record Reply(int code, boolean truncated, List<InetAddress> addresses, long seconds) {}

    private record Alias(String target, long seconds) {}

    private record Address(String owner, byte[] bytes, long seconds) {}

    private final byte[] message;
    private final int questionEnd;
    private final Type type;

    /**
     * Asks for the addresses of {@code name} that are of {@code type}.
     *
     * @param id the identifier that the answer must repeat, chosen at random
     * @param name one that {@link #canAsk}
     */
    DnsQuestion(int id, String name, Type type) {
        this.type = type;
        var out = new ByteArrayOutputStream();
        putShorts(out, id, 0x0100, 1, 0, 0, 1); // recursion desired; one question, one additional record
        for (String label : withoutLastDot(name).split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        putShorts(out, type.code, INTERNET);
        questionEnd = out.size();
        out.write(0);
        putShorts(out, OPT, DATAGRAM_BYTES_MAX, 0, 0, 0); // the size of a datagram (RFC 6891)
        message = out.toByteArray();
    }

    /** Whether {@code name} fits into a question; one that does not has no address. */
    static boolean canAsk(String name) {
        String plain = withoutLastDot(name);
        if (plain.length() > NAME_BYTES_MAX - 2) {
            return false;
        }
        for (String label : plain.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > LABEL_BYTES_MAX) {
                return false;
            }
        }
        return true;
    }

    static String withoutLastDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static void putShorts(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value >> 8);
            out.write(value);
        }
    }

    byte[] message() {
        return message.clone();
    }

    /** Reads {@code answer}; {@code null} if it is none to this question, or not well-formed. */
    @Nullable Reply read(byte[] answer) {
        if (!isAnswer(answer)) {
            return null;
        }
        int code = answer[3] & 0x0f;
        if ((answer[2] & 0x02) != 0) {
            return new Reply(code, true, List.of(), -1);
        }
        try {
            return readRecords(ByteBuffer.wrap(answer), code);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether {@code answer} bears the identifier and repeats the question, be it in other case. */
    private boolean isAnswer(byte[] answer) {
        if (answer.length < questionEnd
                || answer[0] != message[0]
                || answer[1] != message[1]
                || (answer[2] & 0x80) == 0
                || answer[4] != 0
                || answer[5] != 1) {
            return false;
        }
        for (int i = HEADER_BYTES; i < questionEnd; i++) {
            if (lowerCase(answer[i]) != lowerCase(message[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private Reply readRecords(ByteBuffer in, int code) {
        int answers = in.getShort(6) & 0xffff;
        int authorities = in.getShort(8) & 0xffff;
        Map<String, Alias> aliases = new HashMap<>();
        List<Address> addresses = new ArrayList<>();
        long noneSeconds = -1;
        in.position(questionEnd);
        for (int i = 0; i < answers + authorities; i++) {
            String owner = readName(in);
            int recordType = in.getShort() & 0xffff;
            int recordClass = in.getShort() & 0xffff;
            long seconds = Math.max(0, in.getInt()); // a negative TTL means zero (RFC 2181, section 8)
            int length = in.getShort() & 0xffff;
            int next = in.position() + length;
            if (next > in.limit()) {
                throw new BufferUnderflowException();
            }
            if (recordClass != INTERNET) {
                in.position(next);
                continue;
            }
            if (i >= answers) {
                if (recordType == SOA && length >= 4) { // its last number (RFC 2308, section 5)
                    noneSeconds = Math.min(seconds, in.getInt(next - 4) & 0xffffffffL);
                }
            } else if (recordType == CNAME) {
                aliases.putIfAbsent(owner, new Alias(readName(in), seconds));
            } else if (recordType == type.code) {
                byte[] bytes = new byte[length];
                in.get(bytes);
                addresses.add(new Address(owner, bytes, seconds));
            }
            in.position(next);
        }
        return follow(code, aliases, addresses, noneSeconds);
    }

    private Reply follow(int code, Map<String, Alias> aliases, List<Address> addresses, long noneSeconds) {
        String name = readName(ByteBuffer.wrap(message).position(HEADER_BYTES));
        long seconds = Integer.MAX_VALUE;
        for (int i = 0; i <= ALIASES_MAX; i++) {
            List<InetAddress> found = new ArrayList<>();
            for (Address address : addresses) {
                if (address.owner.equals(name)) {
                    found.add(inetAddress(address.bytes));
                    seconds = Math.min(seconds, address.seconds);
                }
            }
            if (!found.isEmpty()) {
                return new Reply(code, false, List.copyOf(found), seconds);
            }
            Alias alias = aliases.get(name);
            if (alias == null) {
                break;
            }
            name = alias.target;
            seconds = Math.min(seconds, alias.seconds);
        }
        return new Reply(code, false, List.of(), noneSeconds);
    }

    private static InetAddress inetAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address has " + bytes.length + " bytes", e);
        }
    }

    /** The name at the position of {@code in}, in lower case; pointers lead backwards only (RFC 1035, section 4.1.4). */
    private static String readName(ByteBuffer in) {
        var name = new StringBuilder();
        ByteBuffer at = in;
        int from = in.position();
        while (true) {
            int length = at.get() & 0xff;
            if (length == 0) {
                return name.toString().toLowerCase(Locale.ROOT);
            }
            if (length >= 0xc0) {
                int target = ((length & 0x3f) << 8) | (at.get() & 0xff);
                if (target >= from) {
                    throw new IllegalArgumentException("a pointer that does not lead backwards");
                }
                from = target;
                at = in.duplicate().position(target);
            } else if (length > LABEL_BYTES_MAX || name.length() + length + 1 > NAME_BYTES_MAX) {
                throw new IllegalArgumentException("a name that is too long");
            } else {
                byte[] label = new byte[length];
                at.get(label);
                name.append(new String(label, StandardCharsets.ISO_8859_1)).append('.');
            }
        }
    }
}
