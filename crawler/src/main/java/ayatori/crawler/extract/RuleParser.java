package ayatori.crawler.extract;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import javax.xml.xpath.XPathExpressionException;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the rule of a field.
 *
 * <p>A {@code |} outside of brackets, parentheses and quotes begins a filter. So a regular expression or an XPath with an alternative
 * at its top is put in parentheses.
 */
final class RuleParser {
    private static final String XPATH = "xpath:";
    private static final String REGEX = "re:";
    private static final String CSS = "css:";
    private static final int NAME_CHARS_MAX = 64;
    private static final java.util.regex.Pattern NAME =
            java.util.regex.Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_-]*");

    private static final List<String> OUTPUTS = List.of("text", "own", "html", "outer", "attr", "all");

    /** In XPath, {@code ::} after one of these is not the start of an output part. */
    private static final Set<String> AXES = Set.of(
            "ancestor",
            "ancestor-or-self",
            "attribute",
            "child",
            "descendant",
            "descendant-or-self",
            "following",
            "following-sibling",
            "namespace",
            "parent",
            "preceding",
            "preceding-sibling",
            "self");

    /** jsoup's pseudo classes, for hints. */
    private static final List<String> PSEUDO_CLASSES = List.of(
            "first-child",
            "last-child",
            "only-child",
            "nth-child",
            "nth-last-child",
            "first-of-type",
            "last-of-type",
            "only-of-type",
            "nth-of-type",
            "nth-last-of-type",
            "has",
            "is",
            "not",
            "contains",
            "containsOwn",
            "containsWholeText",
            "containsWholeOwnText",
            "containsData",
            "matches",
            "matchesOwn",
            "matchesAttr",
            "matchesWholeText",
            "matchesWholeOwnText",
            "empty",
            "blank",
            "root",
            "scope",
            "lt",
            "gt",
            "eq");

    private static final java.util.regex.Pattern PSEUDO_CLASS = java.util.regex.Pattern.compile("(?<!:):([A-Za-z-]+)");

    /** How jsoup says what it could not read. */
    private static final String UNEXPECTED = "unexpected token at '";

    private final String name;
    private final String rule;
    private final boolean isRegex;
    private final boolean isXPath;
    private final RuleScanner scanner;

    private OutputPart output = new OutputPart.Text();
    private boolean isOutputNamed;
    private boolean isList;
    private final List<Filter> filters = new ArrayList<>();

    RuleParser(String name, String rule) {
        this.name = name;
        this.rule = rule;
        String start = rule.stripLeading();
        this.isRegex = start.startsWith(REGEX);
        this.isXPath = start.startsWith(XPATH);
        this.scanner = new RuleScanner(rule, isRegex);
    }

    FieldSpec parse() {
        checkName();
        int filtersAt = next('|', 0);
        int end = filtersAt < 0 ? rule.length() : filtersAt;
        for (int at = filtersAt; at >= 0; ) {
            int next = next('|', at + 1);
            filter(at + 1, next < 0 ? rule.length() : next);
            at = next;
        }
        int outputsAt = outputs(end);
        for (int at = outputsAt; at < end; ) {
            int next = nextOutput(at + 2, end);
            output(at + 2, next);
            at = next;
        }
        return new FieldSpec(name, rule, selector(outputsAt), output, isList, filters);
    }

    private void checkName() {
        if (!NAME.matcher(name).matches() || name.length() > NAME_CHARS_MAX) {
            String what = name.isEmpty() ? "A field needs a name" : "\"" + shown(name) + "\" is no name of a field";
            throw new FieldSyntaxException(
                    what + ": it is up to " + NAME_CHARS_MAX
                            + " letters, digits, _ and -, as in price=.price::text|number.",
                    0);
        }
    }

    // ---- filters

    private void filter(int start, int end) {
        String text = rule.substring(start, end).strip();
        int open = text.indexOf('(');
        String filterName = (open < 0 ? text : text.substring(0, open)).strip();
        String argument = null;
        if (filterName.isEmpty()) {
            throw wrong(
                    start, "a filter is missing after \"|\": there are " + String.join(", ", Filters.names()) + ".");
        }
        if (open >= 0) {
            if (!text.endsWith(")")) {
                throw wrong(start, "the parenthesis of \"" + filterName + "(\" is not closed.");
            }
            argument = unquoted(text.substring(open + 1, text.length() - 1));
        }
        try {
            filters.add(Filters.of(filterName, argument));
        } catch (FieldSyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String more = isRegex || isXPath ? " An alternative in an expression is put in parentheses." : "";
            throw wrong(start, Objects.requireNonNull(e.getMessage()) + more);
        }
    }

    /** The text without the quotes around it, if it has some. */
    static String unquoted(String text) {
        boolean isQuoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    // ---- output parts

    /** Where the output parts begin; {@code end} if there are none. */
    private int outputs(int end) {
        if (!isRegex && !isXPath) {
            return nextOutput(0, end);
        }
        int first = end;
        for (int at = nextOutput(0, end); at < end; at = nextOutput(at + 2, end)) {
            boolean isAxis = isXPath && AXES.contains(wordBefore(at));
            first = isAxis ? end : Math.min(first, at);
            if (isRegex && !rule.substring(at + 2, end).strip().equals("all")) {
                first = end; // two colons in the expression
            }
        }
        return first;
    }

    private int nextOutput(int from, int end) {
        int at = next(':', from);
        while (at >= 0 && at < end && !rule.startsWith("::", at)) {
            at = next(':', at + 1);
        }
        return at < 0 || at >= end ? end : at;
    }

    private String wordBefore(int at) {
        int start = at;
        while (start > 0 && (Character.isLetter(rule.charAt(start - 1)) || rule.charAt(start - 1) == '-')) {
            start--;
        }
        return rule.substring(start, at);
    }

    private void output(int start, int end) {
        String text = rule.substring(start, end).strip();
        int open = text.indexOf('(');
        String word = open < 0 ? text : text.substring(0, open);
        if (word.equals("all") && open < 0) {
            isList = true;
            return;
        }
        if (isOutputNamed) {
            throw wrong(start, "\"::" + text + "\" is one output part too many: a field takes one.");
        }
        isOutputNamed = true;
        output = switch (word) {
            case "text" -> new OutputPart.Text();
            case "own" -> new OutputPart.Own();
            case "html" -> new OutputPart.Html();
            case "outer" -> new OutputPart.Outer();
            case "attr" -> new OutputPart.Attr(attribute(text, open, start));
            default ->
                throw wrong(start, "there is no output part \"::" + shown(word) + "\"." + Nearest.hint(word, OUTPUTS));
        };
        if (!word.equals("attr") && open >= 0) {
            throw wrong(start, "\"::" + word + "\" takes nothing in parentheses.");
        }
    }

    private String attribute(String text, int open, int start) {
        String attribute = open >= 0 && text.endsWith(")")
                ? unquoted(text.substring(open + 1, text.length() - 1).strip())
                : "";
        if (attribute.isEmpty()) {
            throw wrong(start, "\"::attr\" needs the name of an attribute, as in ::attr(href).");
        }
        return attribute;
    }

    // ---- selectors

    private Selector selector(int end) {
        String text = rule.substring(0, end).strip();
        if (isRegex) {
            return regex(text.substring(REGEX.length()).strip());
        }
        if (isXPath) {
            return xpath(text.substring(XPATH.length()).strip());
        }
        String css = text.startsWith(CSS) ? text.substring(CSS.length()).strip() : text;
        if (css.isEmpty()) {
            if (!isOutputNamed) {
                throw wrong(0, "there is no selector, as in price=.price::text|number.");
            }
            return new Selector.Self();
        }
        return css(css);
    }

    private Selector regex(String expression) {
        if (expression.isEmpty()) {
            throw wrong(0, "there is no regular expression after re:.");
        }
        try {
            return new Selector.Regex(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            String part = e.getPattern() == null ? "" : e.getPattern();
            throw wrong(
                    rule.indexOf(part),
                    "the regular expression is wrong: " + e.getDescription() + " (" + shown(part) + ").");
        }
    }

    private Selector xpath(String expression) {
        if (expression.isEmpty()) {
            throw wrong(0, "there is no expression after xpath:.");
        }
        try {
            return new Selector.XPath(expression);
        } catch (XPathExpressionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage() == null ? "it cannot be compiled" : cause.getMessage();
            throw wrong(rule.indexOf(expression), "the XPath is wrong: " + stripped(message) + ".");
        }
    }

    private Selector css(String css) {
        try {
            return new Selector.Css(css, org.jsoup.select.Selector.evaluatorOf(css));
        } catch (SelectorParseException | IllegalArgumentException e) {
            throw wrongCss(css, Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private FieldSyntaxException wrongCss(String css, String message) {
        int start = rule.indexOf(css);
        int colon = css.indexOf(':');
        String prefix = colon < 0 ? null : prefix(css.substring(0, colon), css.substring(colon + 1));
        if (prefix != null) {
            return wrong(start, "the selector \"" + shown(css) + "\" cannot be read. Did you mean \"" + prefix + "\"?");
        }
        Matcher pseudo = PSEUDO_CLASS.matcher(css);
        while (pseudo.find()) {
            String word = pseudo.group(1);
            if (!PSEUDO_CLASSES.contains(word)) {
                return wrong(
                        start + pseudo.start(),
                        "there is no pseudo class \":" + word + "\"." + Nearest.hint(word, PSEUDO_CLASSES));
            }
        }
        int token = message.lastIndexOf(UNEXPECTED);
        String rest = token < 0 ? "" : message.substring(token + UNEXPECTED.length(), message.length() - 1);
        if (rest.isEmpty()) {
            return wrong(start, "the selector \"" + shown(css) + "\" is not complete.");
        }
        int at = rule.lastIndexOf(rest);
        return wrong(
                at < 0 ? start : at, "the selector \"" + shown(css) + "\" cannot be read at \"" + shown(rest) + "\".");
    }

    /** The prefix that was probably meant by a word before a colon; null if it is none. */
    private static @Nullable String prefix(String word, String rest) {
        if (word.equals("regex") || word.equals("regexp")) {
            return REGEX;
        }
        boolean isName = !rest.isEmpty() && Character.isLetter(rest.charAt(0));
        String near = isName ? null : Nearest.word(word, List.of("xpath", "css"));
        return near == null ? null : near + ":";
    }

    private int next(char wanted, int from) {
        return scanner.next(wanted, from);
    }

    // ---- errors

    private FieldSyntaxException wrong(int at, String sentence) {
        int position = Math.max(0, at);
        return new FieldSyntaxException(
                "The field \"" + name + "\" is wrong at character " + (position + 1) + " of \"" + shown(rule) + "\": "
                        + sentence,
                position);
    }

    /** One line of text that controls no terminal. */
    private static String shown(String text) {
        var shown = new StringBuilder(Texts.cut(text, 200));
        for (int i = 0; i < shown.length(); i++) {
            if (Character.isISOControl(shown.charAt(i))) {
                shown.setCharAt(i, ' ');
            }
        }
        return shown.toString();
    }

    private static String stripped(String message) {
        String text = shown(message).strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
