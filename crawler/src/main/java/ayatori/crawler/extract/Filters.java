package ayatori.crawler.extract;

import ayatori.web.url.Url;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filters by their names. */
final class Filters {
    /** Longer JSON text is not parsed. */
    private static final int JSON_CHARS_MAX = Texts.CHARS_MAX;

    private static final Map<String, Factory> BY_NAME = new LinkedHashMap<>();

    static {
        plain("number", (argument, text) -> Numbers.number(text, point(argument)), "(.)", "(,)");
        plain("int", (argument, text) -> Numbers.integer(text, point(argument)), "(.)", "(,)");
        plain("bool", (_, text) -> bool(text));
        plain("date", (argument, text) -> Dates.date(text, order(argument)), "(dmy)", "(mdy)", "(ymd)");
        add("url", argument -> {
            none("url", argument);
            return each("url", Filters::url);
        });
        plain("json", (_, text) -> json(text));
        plain("trim", (_, text) -> text.strip());
        plain("lower", (_, text) -> text.toLowerCase(Locale.ROOT));
        plain("upper", (_, text) -> text.toUpperCase(Locale.ROOT));
        add("re", Filters::re);
        add("replace", Filters::replace);
        add("split", argument -> {
            String separator = needed("split", argument, "split(,)");
            return each("split", (text, _) -> split(text, separator));
        });
        whole("first", list -> list.isEmpty() ? null : list.getFirst());
        add("join", argument -> {
            String separator = argument == null ? " " : argument;
            return onList("join", list -> join(list, separator));
        });
        whole("unique", list -> list.isEmpty() ? null : List.copyOf(new LinkedHashSet<>(list)));
        whole("count", list -> (Object) (long) list.size());
        add("default", argument -> {
            Object value = constant(needed("default", argument, "default(0)"));
            return new Filter("default", (found, _) -> found == null ? value : found, true);
        });
    }

    private Filters() {}

    /** Makes a filter from its argument, null for none; an {@link IllegalArgumentException} says what is wrong with it. */
    private interface Factory extends Function<@Nullable String, Filter> {}

    static Collection<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * The filter of a name.
     *
     * @throws IllegalArgumentException if there is none, or it does not take this argument: a sentence
     */
    static Filter of(String name, @Nullable String argument) {
        Factory factory = BY_NAME.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("there is no filter \"" + name + "\"." + Nearest.hint(name, names()));
        }
        return factory.apply(argument);
    }

    // ---- making them

    private static void add(String name, Factory factory) {
        BY_NAME.put(name, factory);
    }

    /** A filter of text, with no argument or one of a few. */
    private static void plain(
            String name, BiFunction<@Nullable String, String, @Nullable Object> step, String... arguments) {
        add(name, argument -> {
            if (argument != null && !List.of(arguments).contains("(" + argument + ")")) {
                String takes = arguments.length == 0 ? "nothing" : String.join(" or ", arguments);
                throw new IllegalArgumentException(
                        "the filter \"" + name + "\" takes " + takes + ", not (" + argument + ").");
            }
            return each(name, (text, _) -> step.apply(argument, text));
        });
    }

    private static Filter each(String name, BiFunction<String, ParsedPage, @Nullable Object> step) {
        return new Filter(name, (value, page) -> step.apply(Texts.of(Objects.requireNonNull(value)), page), false);
    }

    /** A filter of lists without an argument. One value is a list of one, and none is an empty list. */
    private static void whole(String name, Function<List<?>, @Nullable Object> step) {
        add(name, argument -> {
            none(name, argument);
            return onList(name, step);
        });
    }

    private static Filter onList(String name, Function<List<?>, @Nullable Object> step) {
        return new Filter(
                name,
                (value, _) ->
                        step.apply(value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)),
                true);
    }

    private static void none(String name, @Nullable String argument) {
        if (argument != null) {
            throw new IllegalArgumentException("the filter \"" + name + "\" takes nothing, not (" + argument + ").");
        }
    }

    private static String needed(String name, @Nullable String argument, String example) {
        if (argument == null || argument.isEmpty()) {
            throw new IllegalArgumentException("the filter \"" + name + "\" needs an argument, as in " + example + ".");
        }
        return argument;
    }

    // ---- what they do

    private static char point(@Nullable String argument) {
        return argument == null ? Numbers.UNKNOWN : argument.charAt(0);
    }

    private static Dates.Order order(@Nullable String argument) {
        return argument == null ? Dates.Order.UNKNOWN : Dates.Order.valueOf(argument.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> null;
        };
    }

    /** Absolute, as a browser resolves it; null for what is no URL. */
    private static @Nullable String url(String text, ParsedPage page) {
        Url url = page.resolve(text);
        return url == null ? null : url.href();
    }

    static @Nullable Object json(String text) {
        return text.length() > JSON_CHARS_MAX ? null : Values.read(text);
    }

    private static Filter re(@Nullable String argument) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(needed("re", argument, "re(\\d+)"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the filter \"re\" has no regular expression: " + e.getDescription() + " (" + e.getPattern() + ").",
                    e);
        }
        return each("re", (text, _) -> {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.groupCount() > 0 ? matcher.group(1) : matcher.group() : null;
        });
    }

    private static Filter replace(@Nullable String argument) {
        String pair = needed("replace", argument, "replace(old, new)");
        int comma = pair.indexOf(',');
        if (comma <= 0) {
            throw new IllegalArgumentException("the filter \"replace\" needs two texts, as in replace(old, new).");
        }
        String old = RuleParser.unquoted(pair.substring(0, comma).strip());
        String with = RuleParser.unquoted(pair.substring(comma + 1).strip());
        return each("replace", (text, _) -> Texts.bounded(text.replace(old, with)));
    }

    private static @Nullable List<Object> split(String text, String separator) {
        List<Object> parts = new ArrayList<>();
        for (int start = 0; start <= text.length() && parts.size() < FieldSpec.VALUES_MAX; ) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            String part = text.substring(start, end).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end + separator.length();
        }
        return parts.isEmpty() ? null : parts;
    }

    private static @Nullable String join(List<?> list, String separator) {
        if (list.isEmpty()) {
            return null;
        }
        var joined = new StringJoiner(separator);
        for (Object value : list) {
            joined.add(Texts.of(value));
            if (joined.length() > Texts.CHARS_MAX) {
                break;
            }
        }
        return Texts.bounded(joined.toString());
    }

    /** A number or a boolean if it is written as one, else text. */
    private static Object constant(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                boolean isNumber = Pattern.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?", text);
                Object number = isNumber ? Numbers.number(text, '.') : null;
                yield number == null ? text : number;
            }
        };
    }
}
