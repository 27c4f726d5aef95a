package ayatori.export.where;

import ayatori.crawler.extract.Nearest;
import ayatori.export.table.ColumnType;
import ayatori.export.table.ExportException;
import ayatori.export.table.Hints;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import ayatori.export.where.Token.Kind;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a condition on the rows of a table.
 *
 * <pre>
 * condition  = and { "or" and }
 * and        = not { "and" not }
 * not        = [ "not" ] ( "(" condition ")" | test )
 * test       = column                                        true, of a column of true and false
 *            | column ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) ( value | column )
 *            | column [ "not" ] ( "contains" | "starts with" | "ends with" | "matches" ) text
 *            | column [ "not" ] "in" "(" value { "," value } ")"
 *            | column "is" [ "not" ] "missing"
 * value      = text | number | date | duration | size | "true" | "false"
 * </pre>
 *
 * <p>A test of a missing value is false, and so is a comparison of different types; {@code not} turns that around. A test of
 * a list holds if it holds for any element. Upper and lower case differ in texts, not in the words of the language.
 */
public final class ConditionParser {
    private static final List<String> OPERATORS = List.of(
            "=", "!=", "<", "<=", ">", ">=", "contains", "starts with", "ends with", "matches", "in", "is missing");

    private static final List<String> OPERATOR_WORDS =
            List.of("contains", "starts", "ends", "matches", "in", "is", "not");

    /** Deeper nesting is no condition that somebody wrote. */
    private static final int DEPTH_MAX = 200;

    private final String text;
    private final Table table;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private ConditionParser(String text, Table table) throws ExportException {
        this.text = text;
        this.table = table;
        this.tokens = Scanner.tokens(text);
    }

    /**
     * Reads a condition.
     *
     * @param text the condition
     * @param table the table with the columns that it names
     * @return whether a row of the table matches
     * @throws ExportException if it is wrong, with a sentence that says where and why
     */
    public static Predicate<Row> parse(String text, Table table) throws ExportException {
        var parser = new ConditionParser(text, table);
        Predicate<Row> condition = parser.condition();
        Token rest = parser.peek();
        if (rest.kind() != Kind.END) {
            String hint = rest.kind() == Kind.WORD ? Nearest.word(rest.text(), List.of("and", "or")) : null;
            throw parser.wrong(
                    rest,
                    rest.is(")")
                            ? "there is no bracket that this one closes"
                            : "\"and\" or \"or\" is missing before " + rest.shown()
                                    + (hint == null ? "" : ", or did you mean \"" + hint + "\"?"));
        }
        return condition;
    }

    private Predicate<Row> condition() throws ExportException {
        Predicate<Row> any = and();
        while (take("or")) {
            any = any.or(and());
        }
        return any;
    }

    private Predicate<Row> and() throws ExportException {
        Predicate<Row> all = not();
        while (take("and")) {
            all = all.and(not());
        }
        return all;
    }

    private Predicate<Row> not() throws ExportException {
        if (++depth > DEPTH_MAX) {
            throw wrong(peek(), "brackets are nested more than " + DEPTH_MAX + " deep");
        }
        try {
            if (take("not")) {
                return not().negate();
            }
            Token bracket = peek();
            if (take("(")) {
                Predicate<Row> inner = condition();
                if (!take(")")) {
                    throw wrong(bracket, "the bracket that opens here is not closed");
                }
                return inner;
            }
            return test();
        } finally {
            depth--;
        }
    }

    private Predicate<Row> test() throws ExportException {
        Token name = take();
        if (name.kind() != Kind.WORD && name.kind() != Kind.NAME) {
            throw wrong(name, "a column is missing here, before " + name.shown());
        }
        Operand operand = operand(name);
        Token operator = peek();
        Comparison comparison = operator.kind() == Kind.SYMBOL ? Comparison.of(operator.text()) : null;
        if (comparison != null) {
            at++;
            return comparison(operand, comparison);
        }
        if (take("is")) {
            boolean isNegated = take("not");
            Token missing = take();
            if (!missing.is("missing")) {
                throw wrong(missing, "\"missing\" is expected here, as in: " + operand.name() + " is missing");
            }
            return isNegated ? row -> operand.value(row) != null : row -> operand.value(row) == null;
        }
        if (isOneOf(operator, "contains", "starts", "ends", "matches", "in", "not")) {
            boolean isNegated = take("not");
            Predicate<Row> test = take("in") ? in(operand) : textTest(operand);
            return isNegated ? test.negate() : test;
        }
        if (operand.type() == ColumnType.BOOLEAN) {
            return row -> Boolean.TRUE.equals(operand.value(row));
        }
        String hint = operator.kind() == Kind.WORD ? Nearest.word(operator.text(), OPERATOR_WORDS) : null;
        throw wrong(
                operator,
                (operator.kind() == Kind.END
                                ? "a comparison is missing after \"" + operand.name() + "\""
                                : operator.shown() + " is no comparison")
                        + (hint == null
                                ? "; there are " + String.join(", ", OPERATORS)
                                : "; did you mean \"" + hint + "\"?"));
    }

    private Operand operand(Token name) throws ExportException {
        int column = table.indexOf(name.text());
        if (column >= 0) {
            return new Operand(name.text(), column, table.columns().get(column).type(), List.of());
        }
        String[] parts = name.text().split("\\.", -1);
        for (int i = parts.length - 1; i > 0; i--) {
            column = table.indexOf(String.join(".", List.of(parts).subList(0, i)));
            if (column >= 0 && table.columns().get(column).type() == ColumnType.JSON) {
                return new Operand(
                        name.text(), column, ColumnType.JSON, List.of(parts).subList(i, parts.length));
            }
        }
        throw wrong(
                name,
                "the table " + table.name() + " has no column \"" + name.text() + "\""
                        + Hints.of(name.text(), table.names()));
    }

    private Predicate<Row> comparison(Operand left, Comparison comparison) throws ExportException {
        Token token = peek();
        boolean isColumn = token.kind() == Kind.NAME || (token.kind() == Kind.WORD && !isOneOf(token, "true", "false"));
        if (isColumn) {
            Operand right = columnOrText(take());
            if (kind(left.type()) != kind(right.type()) && kind(left.type()) != null && kind(right.type()) != null) {
                throw wrong(
                        token,
                        "\"" + left.name() + "\" is " + left.type().words() + ", and \"" + right.name() + "\" is "
                                + right.type().words());
            }
            return row -> comparison.holds(left.value(row), right.value(row));
        }
        Object value = value(left);
        return row -> comparison.holds(left.value(row), value);
    }

    /** A word in the place of a value must be a column. If it is none, quotes were probably forgotten. */
    private Operand columnOrText(Token name) throws ExportException {
        if (name.kind() == Kind.WORD
                && table.indexOf(name.text()) < 0
                && Nearest.word(name.text(), table.names()) == null) {
            throw wrong(
                    name, "there is no column \"" + name.text() + "\"; put a text in quotes: \"" + name.text() + "\"");
        }
        return operand(name);
    }

    private Predicate<Row> in(Operand operand) throws ExportException {
        if (!take("(")) {
            throw wrong(peek(), "a bracket is expected here, as in: " + operand.name() + " in (301, 302)");
        }
        List<Object> values = new ArrayList<>();
        do {
            values.add(value(operand));
        } while (take(","));
        if (!take(")")) {
            throw wrong(peek(), "a comma or a closing bracket is expected here, before " + peek().shown());
        }
        return row -> {
            Object left = operand.value(row);
            return values.stream().anyMatch(value -> Comparison.EQUAL.holds(left, value));
        };
    }

    private Predicate<Row> textTest(Operand operand) throws ExportException {
        Token operator = take();
        if (isOneOf(operator, "starts", "ends") && !take("with")) {
            throw wrong(peek(), "\"with\" is missing after \"" + operator.text() + "\"");
        }
        if (!isOneOf(operator, "contains", "starts", "ends", "matches")) {
            throw wrong(operator, operator.shown() + " is no comparison" + Hints.of(operator.text(), OPERATOR_WORDS));
        }
        if (kind(operand.type()) != null && kind(operand.type()) != String.class) {
            throw wrong(
                    operator, "\"" + operand.name() + "\" is " + operand.type().words() + ", not text");
        }
        Token argument = take();
        if (argument.kind() != Kind.STRING) {
            throw wrong(
                    argument,
                    "a text in quotes is expected here, as in: " + operand.name() + " " + operator.text()
                            + (isOneOf(operator, "starts", "ends") ? " with" : "") + " \"a\"");
        }
        String wanted = argument.text();
        BiPredicate<String, String> test = switch (operator.text().toLowerCase(java.util.Locale.ROOT)) {
            case "contains" -> String::contains;
            case "starts" -> String::startsWith;
            case "ends" -> String::endsWith;
            default -> {
                Pattern pattern = pattern(argument);
                yield (value, _) -> pattern.matcher(value).find();
            }
        };
        return row -> anyText(operand.value(row), value -> test.test(value, wanted));
    }

    private Pattern pattern(Token argument) throws ExportException {
        try {
            return Pattern.compile(argument.text());
        } catch (PatternSyntaxException e) {
            throw wrong(argument, "this is no regular expression (RE2): " + e.getDescription());
        }
    }

    private static boolean anyText(@Nullable Object value, Predicate<String> test) {
        return switch (value) {
            case String text -> test.test(text);
            case List<?> list -> list.stream().anyMatch(element -> anyText(element, test));
            case null, default -> false;
        };
    }

    /** A value to compare a column with, in the column's type. */
    private Object value(Operand column) throws ExportException {
        Token token = take();
        Object value = switch (token.kind()) {
            case STRING -> token.text();
            case NUMBER -> Literals.of(token.text());
            case WORD -> token.is("true") ? Boolean.TRUE : token.is("false") ? Boolean.FALSE : null;
            case NAME, SYMBOL, END -> null;
        };
        if (value == null) {
            throw wrong(
                    token,
                    token.kind() == Kind.NUMBER
                            ? token.shown() + " is no number, date, duration or size; put a text in quotes"
                            : "a value is expected here, not " + token.shown());
        }
        Class<?> wanted = kind(column.type());
        Instant time = wanted == Instant.class && value instanceof String written ? Literals.time(written) : null;
        if (time != null) {
            return time;
        }
        if (wanted == null || wanted.isInstance(value)) {
            return value;
        }
        throw wrong(
                token,
                "\"" + column.name() + "\" is " + column.type().words() + ": write for example " + column.name() + " = "
                        + example(wanted, token.text()));
    }

    private static String example(Class<?> wanted, String written) {
        if (wanted == String.class) {
            return '"' + written + '"';
        }
        if (wanted == Number.class) {
            return Literals.of(written) instanceof Number ? written : "404";
        }
        return wanted == Instant.class ? "2026-01-31" : "true";
    }

    /** The class of a column's values or elements; null if they may be of several. */
    private static @Nullable Class<?> kind(ColumnType type) {
        return switch (type) {
            case TEXT, TEXTS -> String.class;
            case INTEGER, REAL, INTEGERS -> Number.class;
            case BOOLEAN -> Boolean.class;
            case TIME -> Instant.class;
            case JSON -> null;
        };
    }

    private static boolean isOneOf(Token token, String... words) {
        for (String word : words) {
            if (token.is(word)) {
                return true;
            }
        }
        return false;
    }

    private Token peek() {
        return tokens.get(at);
    }

    /** The next token; the last one again and again. */
    private Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private boolean take(String word) {
        if (peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private ExportException wrong(Token token, String what) {
        return Scanner.wrong(text, token.position(), what);
    }
}
