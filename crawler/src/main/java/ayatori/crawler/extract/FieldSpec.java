package ayatori.crawler.extract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A field: a name, and the rule by which its value is taken out of a page. Immutable and safe for use by several threads.
 *
 * <p>A rule is a selector, an output part and filters: {@code .price::text|number}. The selector is CSS in jsoup's dialect, or
 * {@code xpath:} and an XPath expression, or {@code re:} and a regular expression (RE2) on the page's source, whose first group
 * counts. Without a selector, the rule is about the element that is searched. {@code docs/fields.md} has the whole syntax.
 *
 * {@snippet :
 * // given: byte[] body
 * FieldSpec price = FieldSpec.parse("price=.price::text|number");
 * FieldValue value = price.read(ParsedPage.html("https://example.org/", body));
 * }
 */
public final class FieldSpec {
    /** More values of a page are dropped. */
    static final int VALUES_MAX = 10_000;

    /** More text in one list is dropped. */
    private static final int LIST_CHARS_MAX = 4 << 20;

    private final String name;
    private final String rule;
    private final Selector selector;
    private final OutputPart output;
    private final boolean isList;
    private final List<Filter> filters;

    FieldSpec(String name, String rule, Selector selector, OutputPart output, boolean isList, List<Filter> filters) {
        this.name = name;
        this.rule = rule;
        this.selector = selector;
        this.output = output;
        this.isList = isList;
        this.filters = List.copyOf(filters);
    }

    /**
     * Compiles a field.
     *
     * @param field {@code NAME=RULE}
     * @throws FieldSyntaxException if it is none
     */
    public static FieldSpec parse(String field) {
        int equals = field.indexOf('=');
        if (equals < 0) {
            throw new FieldSyntaxException(
                    "The field \"" + field
                            + "\" has no name: it is written NAME=SELECTOR, for example price=.price::text|number.",
                    0);
        }
        return of(field.substring(0, equals).strip(), field.substring(equals + 1));
    }

    /**
     * Compiles a field.
     *
     * @param name letters, digits, {@code _} and {@code -}
     * @param rule its rule
     * @throws FieldSyntaxException if the name or the rule is wrong
     */
    public static FieldSpec of(String name, String rule) {
        return new RuleParser(name, rule).parse();
    }

    /** The same with one more filter at its end, as a type is. */
    FieldSpec with(Filter filter) {
        List<Filter> more = new ArrayList<>(filters);
        more.add(filter);
        return new FieldSpec(name, rule, selector, output, isList, more);
    }

    /** What the tags of a page can decide; null if only a DOM can. */
    @Nullable TagSelector tagSelector() {
        return !isList && selector instanceof Selector.Css(String css, var evaluator)
                ? TagSelector.of(this, css, evaluator, output)
                : null;
    }

    /** Whether a filter asks for the page's base URL, which an element may name. */
    boolean needsBase() {
        return filters.stream().anyMatch(filter -> filter.name().equals("url"));
    }

    /** Whether no element is selected. */
    boolean isOfSource() {
        return selector instanceof Selector.Regex;
    }

    /** What the output part takes from an element that matches; null if there is nothing. */
    @Nullable String outputOf(Element element) {
        return output.of(element);
    }

    /** Whether this is a selector of elements alone, without output part and filters. */
    boolean selectsElements() {
        boolean isPlain = filters.isEmpty() && !isList && output instanceof OutputPart.Text && !rule.contains("::text");
        return isPlain && !(selector instanceof Selector.Regex) && !(selector instanceof Selector.Self);
    }

    /** The same with all matches as its value. */
    FieldSpec asList() {
        return new FieldSpec(name, rule, selector, output, true, filters);
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the rule, as it was written} */
    public String rule() {
        return rule;
    }

    /** {@return the value on a page} */
    public FieldValue read(ParsedPage page) {
        return read(page, null);
    }

    /**
     * Reads the value in a part of a page.
     *
     * @param root the element that is searched, itself included; null for the whole page
     */
    public FieldValue read(ParsedPage page, @Nullable Element root) {
        return filtered(page, isList ? list(page, root) : first(page, root));
    }

    /** The value of what the output part gave; null if it gave nothing. */
    FieldValue filtered(ParsedPage page, @Nullable Object output) {
        Object value = output;
        String misfit = null;
        for (Filter filter : filters) {
            Object filtered = filter.apply(value, page);
            if (misfit == null && isLess(filtered, value)) {
                misfit = filter.name();
            }
            value = filtered;
        }
        return value == null && misfit == null ? FieldValue.MISSING : new FieldValue(value, misfit);
    }

    private static boolean isLess(@Nullable Object filtered, @Nullable Object value) {
        return value != null && filtered == null;
    }

    private @Nullable String first(ParsedPage page, @Nullable Element root) {
        for (var matches = selector.select(page, root).iterator(); matches.hasNext(); ) {
            String text = textOf(matches.next());
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private @Nullable List<Object> list(ParsedPage page, @Nullable Element root) {
        List<Object> values = new ArrayList<>();
        int left = LIST_CHARS_MAX;
        for (var matches = selector.select(page, root).iterator();
                matches.hasNext() && values.size() < VALUES_MAX && left > 0; ) {
            String text = textOf(matches.next());
            if (text != null) {
                left -= text.length();
                values.add(text);
            }
        }
        return values.isEmpty() ? null : values;
    }

    private @Nullable String textOf(@Nullable Object match) {
        if (match instanceof Element element) {
            return output.of(element);
        }
        String text = match == null ? "" : match.toString();
        return text.isBlank() ? null : Texts.bounded(text);
    }

    /**
     * Finds the elements that the selector matches; none for a regular expression.
     *
     * @param root the element that is searched, itself included; null for the whole page
     */
    public List<Element> elements(ParsedPage page, @Nullable Element root) {
        List<Element> elements = new ArrayList<>();
        selector.select(page, root).limit(VALUES_MAX).forEach(match -> {
            if (match instanceof Element element) {
                elements.add(element);
            }
        });
        return elements;
    }

    /**
     * Says what the selector matches on a page, for people who write rules.
     *
     * @param shownMax how many matches are described; all are counted
     */
    public Matches matches(ParsedPage page, int shownMax) {
        List<Match> shown = new ArrayList<>();
        if (selector instanceof Selector.Regex(Pattern pattern)) {
            return matches(page.text(), pattern, shownMax);
        }
        int count = 0;
        for (var matches = selector.select(page, null).iterator(); matches.hasNext(); count++) {
            Object match = matches.next();
            if (count >= shownMax) {
                continue;
            }
            if (match instanceof Element element) {
                int line = Math.max(0, element.sourceRange().start().lineNumber());
                shown.add(new Match(element.cssSelector(), line, output.of(element)));
            } else {
                shown.add(new Match("", 0, textOf(match)));
            }
        }
        return new Matches(count, shown);
    }

    private static Matches matches(String text, Pattern pattern, int shownMax) {
        List<Match> shown = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int count = 0;
        int line = 1;
        int counted = 0;
        for (; matcher.find(); count++) {
            if (count < shownMax) {
                for (; counted < matcher.start(); counted++) {
                    line += text.charAt(counted) == '\n' ? 1 : 0;
                }
                String value = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                shown.add(new Match("character " + matcher.start(), line, value));
            }
        }
        return new Matches(count, shown);
    }

    /**
     * The matches of a selector.
     *
     * @param count how many there are
     * @param first the first of them
     */
    public record Matches(int count, List<Match> first) {}

    /** {@return {@code NAME=RULE}} */
    @Override
    public String toString() {
        return name + "=" + rule;
    }
}
