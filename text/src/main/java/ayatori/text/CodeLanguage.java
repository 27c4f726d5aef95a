package ayatori.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The programming language that a code block's class or attribute names, as highlighters write it. */
final class CodeLanguage {
    private static final Pattern NAMED = Pattern.compile(
            "(?:^|\\s)(?:language-|lang-|highlight-source-|highlight-|brush:\\s?|sourceCode\\s+|hljs\\s+)([\\w+#.-]{1,20})");
    private static final Pattern NAME = Pattern.compile("[\\w+#.-]{1,20}");
    private static final String[] ATTRIBUTES = {"data-lang", "data-language", "lang"};
    /** What highlighters write where no language is meant. */
    private static final Pattern NONE = Pattern.compile("default|none|notranslate|text|plain|plaintext|auto");

    private static final int CLASS_MAX = 500;

    private CodeLanguage() {}

    /** The language in lower case, or the empty string. */
    static String of(Element element) {
        String language = named(element.className());
        for (int at = 0; language.isEmpty() && at < ATTRIBUTES.length; at++) {
            String value = element.attr(ATTRIBUTES[at]);
            boolean code = at < 2 || element.normalName().equals("pre");
            language = code && NAME.matcher(value).matches() ? value : "";
        }
        String lower = language.toLowerCase(Locale.ROOT);
        return NONE.matcher(lower).matches() ? "" : lower;
    }

    private static String named(String className) {
        if (className.isEmpty() || className.length() > CLASS_MAX) {
            return "";
        }
        Matcher named = NAMED.matcher(className);
        return named.find() ? named.group(1) : "";
    }
}
