package ayatori.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the status line and the header fields of an HTTP/1.1 answer (RFC 9112 sections 4 and 5) from an array.
 *
 * <p>Lenient where browsers are and where nothing can be hidden: the reason phrase may be missing, a line may end in a bare
 * LF, a value may be folded over several lines, and a field with an invalid name is left out. Strict where two parsers could
 * see different messages: a NUL or a bare CR anywhere, a line without a colon, and anything unusual in the fields that frame
 * the body.
 */
final class HeadParser {
    private static final int FIELDS_MAX = 1000;

    /** What is kept of a reason phrase. */
    private static final int REASON_BYTES_MAX = 256;

    private static final String DISGUISED = "it disguises a field that frames its body";

    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = Headers.isTokenCharacter(c);
        }
    }

    /** The parts of a status line. */
    record StatusLine(HttpVersion version, boolean persistentByDefault, int status, String reason) {}

    private HeadParser() {}

    /** The status line in {@code bytes}, which ends in a LF just before {@code end}. */
    static StatusLine statusLine(byte[] bytes, int start, int end) throws MalformedAnswer {
        int lineEnd = withoutLineBreak(bytes, start, end);
        if (lineEnd - start < 12 || !startsWithProtocol(bytes, start)) {
            throw new MalformedAnswer("it does not begin with a status line");
        }
        checkCharacters(bytes, start, lineEnd);
        int major = bytes[start + 5] - '0';
        int minor = bytes[start + 7] - '0';
        boolean known = major == 1 || (major == 0 && minor == 9) || (major == 2 && minor == 0);
        if (!known || bytes[start + 6] != '.' || minor < 0 || minor > 9 || !isBlank(bytes[start + 8])) {
            throw new MalformedAnswer("its protocol version is not one of HTTP/1");
        }
        int at = skipBlanks(bytes, start + 8, lineEnd);
        int status = 0;
        int digitsEnd = at;
        for (; digitsEnd < lineEnd && isDigit(bytes[digitsEnd]) && digitsEnd - at < 4; digitsEnd++) {
            status = status * 10 + bytes[digitsEnd] - '0';
        }
        boolean separated = digitsEnd == lineEnd || isBlank(bytes[digitsEnd]);
        if (digitsEnd - at != 3 || status < 100 || !separated) {
            throw new MalformedAnswer("its status is not a number of three digits");
        }
        boolean modern = major == 1 && minor > 0;
        return new StatusLine(
                modern ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
                modern,
                status,
                reason(bytes, skipBlanks(bytes, digitsEnd, lineEnd), lineEnd));
    }

    /** The fields in {@code bytes} from {@code start} up to the empty line that ends just before {@code end}. */
    static Headers fields(byte[] bytes, int start, int end) throws MalformedAnswer {
        List<String> fields = new ArrayList<>(32);
        boolean leftOut = true; // a continuation before the first field is ignored (section 2.2)
        for (int at = start, next; at < end; at = next) {
            next = indexOf(bytes, '\n', at, end) + 1;
            int lineEnd = withoutLineBreak(bytes, at, next);
            if (lineEnd == at) {
                break;
            }
            checkCharacters(bytes, at, lineEnd);
            if (!isBlank(bytes[at])) {
                leftOut = !addField(fields, bytes, at, lineEnd);
            } else if (!leftOut) {
                unfold(fields, bytes, at, lineEnd);
            } else if (resemblesFraming(bytes, at, lineEnd)) {
                throw new MalformedAnswer(DISGUISED);
            }
        }
        checkCount(fields.size() / 2);
        return Headers.trusted(fields.toArray(String[]::new));
    }

    /** Adds the field of one line, unless its name is invalid. */
    private static boolean addField(List<String> fields, byte[] bytes, int start, int end) throws MalformedAnswer {
        int colon = indexOf(bytes, ':', start, end);
        if (colon < 0) {
            throw new MalformedAnswer("a line of its header has no colon");
        }
        int nameEnd = colon;
        while (nameEnd > start && isBlank(bytes[nameEnd - 1])) {
            nameEnd--;
        }
        boolean token = nameEnd > start;
        for (int i = start; i < nameEnd; i++) {
            token &= TOKEN[bytes[i] & 0xff];
        }
        if ((!token || nameEnd < colon) && resemblesFraming(bytes, start, nameEnd)) {
            throw new MalformedAnswer(DISGUISED);
        }
        if (!token) {
            return false;
        }
        fields.add(new String(bytes, start, nameEnd - start, StandardCharsets.ISO_8859_1));
        fields.add(text(bytes, skipBlanks(bytes, colon + 1, end), end));
        return true;
    }

    /** Joins a line to the value of the field before it (RFC 9112 section 5.2). */
    private static void unfold(List<String> fields, byte[] bytes, int start, int end) throws MalformedAnswer {
        if (isFraming(fields.get(fields.size() - 2))) {
            throw new MalformedAnswer("it folds a field that frames its body");
        }
        String value = fields.getLast();
        String rest = text(bytes, skipBlanks(bytes, start, end), end);
        fields.set(fields.size() - 1, value.isEmpty() || rest.isEmpty() ? value + rest : value + " " + rest);
    }

    /** Checks one field of an HTTP/2 answer (RFC 9113 sections 8.2.1 and 8.2.2). */
    static void checkHttp2Field(String name, CharSequence value) throws MalformedAnswer {
        boolean proper = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            proper &= c < TOKEN.length && TOKEN[c] && (c < 'A' || c > 'Z');
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            proper &= c != 0 && c != '\r' && c != '\n';
        }
        if (!proper) {
            throw new MalformedAnswer("a field of its header has characters that it must not have");
        }
        switch (name) {
            case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" ->
                throw new MalformedAnswer("it has a field that HTTP/2 does not allow");
            default -> {}
        }
    }

    /** Checks the number of fields, each of which costs more memory than its bytes. */
    static void checkCount(int fields) throws MalformedAnswer {
        if (fields > FIELDS_MAX) {
            throw MalformedAnswer.tooManyFields(FIELDS_MAX);
        }
    }

    private static boolean isFraming(String name) {
        return name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding");
    }

    /** Whether a lenient parser could take a name for that of a field that frames the body. */
    private static boolean resemblesFraming(byte[] bytes, int start, int end) {
        var letters = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (Character.isLetter(bytes[i])) {
                letters.append((char) bytes[i]);
            }
        }
        String bare = letters.toString().toLowerCase(Locale.ROOT);
        return bare.contains("contentlength") || bare.contains("transferencoding");
    }

    private static boolean startsWithProtocol(byte[] bytes, int at) {
        return bytes[at] == 'H'
                && bytes[at + 1] == 'T'
                && bytes[at + 2] == 'T'
                && bytes[at + 3] == 'P'
                && bytes[at + 4] == '/';
    }

    /** The end of a line without its LF or CR LF. */
    private static int withoutLineBreak(byte[] bytes, int start, int end) {
        int lineEnd = end - 1;
        return lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    }

    private static void checkCharacters(byte[] bytes, int start, int end) throws MalformedAnswer {
        for (int i = start; i < end; i++) {
            if (bytes[i] == 0 || bytes[i] == '\r') {
                throw new MalformedAnswer("its header holds a NUL or a bare CR");
            }
        }
    }

    private static String reason(byte[] bytes, int start, int end) {
        return text(bytes, start, Math.min(end, start + REASON_BYTES_MAX));
    }

    private static String text(byte[] bytes, int start, int end) {
        int textEnd = end;
        while (textEnd > start && isBlank(bytes[textEnd - 1])) {
            textEnd--;
        }
        return new String(bytes, start, textEnd - start, StandardCharsets.ISO_8859_1);
    }

    private static int skipBlanks(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int indexOf(byte[] bytes, char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
