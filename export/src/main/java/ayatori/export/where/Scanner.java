package ayatori.export.where;

import ayatori.export.table.ExportException;
import ayatori.export.where.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a condition into tokens. */
final class Scanner {
    private static final List<String> SYMBOLS = List.of("!=", "<>", "<=", ">=", "==", "=", "<", ">", "(", ")", ",");

    private final String text;
    private int at;

    private Scanner(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws ExportException {
        var scanner = new Scanner(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(scanner.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private Token next() throws ExportException {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == text.length()) {
            return new Token(Kind.END, "", start + 1);
        }
        char c = text.charAt(at);
        if (c == '"' || c == '\'' || c == '`') {
            return quoted(c);
        }
        boolean isNegative = c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        if (isDigit(c) || isNegative) {
            at++;
            while (at < text.length() && isPartOfNumber(text.charAt(at))) {
                at++;
            }
            return new Token(Kind.NUMBER, text.substring(start, at), start + 1);
        }
        if (Character.isLetter(c) || c == '_' || c == '@' || c == '$') {
            while (at < text.length() && isPartOfWord(text.charAt(at))) {
                at++;
            }
            return new Token(Kind.WORD, text.substring(start, at), start + 1);
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start + 1);
            }
        }
        throw wrong(text, start + 1, "\"" + Character.toString(text.codePointAt(at)) + "\" has no meaning here");
    }

    /** A quote within quotes is doubled, or has a backslash before it. */
    private Token quoted(char quote) throws ExportException {
        int start = at++;
        var content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean more = at < text.length();
            if (c == '\\' && more && (text.charAt(at) == quote || text.charAt(at) == '\\')) {
                content.append(text.charAt(at++));
            } else if (c == quote && more && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else if (c == quote) {
                return new Token(quote == '`' ? Kind.NAME : Kind.STRING, content.toString(), start + 1);
            } else {
                content.append(c);
            }
        }
        throw wrong(text, start + 1, "the quote that opens here is not closed");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPartOfNumber(char c) {
        return isDigit(c)
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == ':'
                || c == '-'
                || c == '+';
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '@' || c == '$' || c == ':';
    }

    static ExportException wrong(String condition, int position, String what) {
        return new ExportException("The condition " + condition + " is wrong at character " + position + ": " + what);
    }
}
