package ayatori.web.url;

/** Classes of ASCII code points (Infra standard §4.6). They take an {@code int}, so that the end of input, -1, is in none of them. */
final class Ascii {
    private Ascii() {}

    static boolean isAlpha(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(int c) {
        return hexValue(c) >= 0;
    }

    /** The value of a hexadecimal digit of either case, or {@code -1} for anything else. */
    static int hexValue(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** What a scheme may contain after its first letter (URL standard §4.4, scheme state). */
    static boolean isSchemeByte(int c) {
        return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
    }

    static boolean isC0ControlOrSpace(int c) {
        return c >= 0 && c <= ' ';
    }

    static boolean isTabOrNewline(int c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    static String toLowerCase(String text) {
        var lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
        }
        return lower.toString();
    }
}
