package ayatori.web.charset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the encoding from a {@code Content-Type} header. */
final class ContentTypeHeader {
    private ContentTypeHeader() {}

    /**
     * The first {@code charset} parameter, by the rules of the MIME Sniffing Standard's <a
     * href="https://mimesniff.spec.whatwg.org/#parse-a-mime-type">parse a MIME type</a>, or null.
     */
    static @Nullable String charset(String header) {
        int position = header.indexOf(';');
        while (position >= 0 && position < header.length()) {
            int nameStart = position + 1;
            int nameEnd = nameStart;
            while (nameEnd < header.length() && header.charAt(nameEnd) != ';' && header.charAt(nameEnd) != '=') {
                nameEnd++;
            }
            if (nameEnd == header.length()) {
                return null;
            }
            position = nameEnd;
            if (header.charAt(nameEnd) == '=') {
                StringBuilder value = new StringBuilder();
                position = readValue(header, nameEnd + 1, value);
                String name = header.substring(nameStart, nameEnd).strip().toLowerCase(Locale.ROOT);
                if (name.equals("charset") && !value.isEmpty()) {
                    return value.toString();
                }
            }
        }
        return null;
    }

    /** Reads a value, quoted or not, and returns the position of the semicolon after it, or the end. */
    private static int readValue(String header, int start, StringBuilder value) {
        int position = start;
        if (position < header.length() && header.charAt(position) == '"') {
            position++;
            while (position < header.length() && header.charAt(position) != '"') {
                if (header.charAt(position) == '\\' && position + 1 < header.length()) {
                    position++;
                }
                value.append(header.charAt(position++));
            }
            int semicolon = header.indexOf(';', Math.min(position, header.length()));
            return semicolon < 0 ? header.length() : semicolon;
        }
        int semicolon = header.indexOf(';', position);
        int end = semicolon < 0 ? header.length() : semicolon;
        value.append(header.substring(position, end).strip());
        return end;
    }
}
