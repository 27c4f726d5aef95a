package ayatori.crawler.extract;

/** Finds the characters of a rule that divide it: those outside of brackets, parentheses and quotes. */
final class RuleScanner {
    private final String rule;
    private final boolean isRegex;

    /** Scans a rule; in a regular expression, quotes are characters like others. */
    RuleScanner(String rule, boolean isRegex) {
        this.rule = rule;
        this.isRegex = isRegex;
    }

    /** The next place of a character outside of brackets, parentheses and quotes; -1 if there is none. */
    int next(char wanted, int from) {
        int depth = 0;
        for (int i = from; i < rule.length(); i++) {
            char c = rule.charAt(i);
            if (c == wanted && depth <= 0) {
                return i;
            }
            switch (c) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> depth--;
                case '[' -> i = closing(i);
                case '"', '\'' -> i = isRegex ? i : quoteEnd(i);
                default -> {}
            }
        }
        return -1;
    }

    /** Where the bracket at a place is closed; in a regular expression it is a character class, which may begin with one. */
    private int closing(int open) {
        int i = open + 1;
        if (isRegex) {
            i += i < rule.length() && rule.charAt(i) == '^' ? 1 : 0;
            i += i < rule.length() && rule.charAt(i) == ']' ? 1 : 0;
        }
        int depth = 1;
        for (; i < rule.length(); i++) {
            char c = rule.charAt(i);
            switch (c) {
                case '\\' -> i++;
                case '[' -> depth += isRegex ? 0 : 1;
                case ']' -> depth--;
                case '"', '\'' -> i = isRegex ? i : quoteEnd(i);
                default -> {}
            }
            if (depth == 0) {
                return i;
            }
        }
        return rule.length();
    }

    /** Where the quote at a place is closed; the place itself if it is not, as an apostrophe is not. */
    private int quoteEnd(int open) {
        for (int i = open + 1; i < rule.length(); i++) {
            if (rule.charAt(i) == '\\') {
                i++;
            } else if (rule.charAt(i) == rule.charAt(open)) {
                return i;
            }
        }
        return open;
    }
}
