package ayatori.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programming language that a code block's class names, as highlighters write it. */
final class CodeLanguage {
    private static final Pattern NAMED = Pattern.compile(
            "(?:^|\\s)(?:language-|lang-|highlight-source-|highlight-|brush:\\s?|sourceCode\\s+)([\\w+#.-]{1,20})");
    private static final int CLASS_MAX = 500;

    private CodeLanguage() {}

    /** The language in lower case, or the empty string. */
    static String of(String className) {
        if (className.length() > CLASS_MAX) {
            return "";
        }
        Matcher named = NAMED.matcher(className);
        return named.find() ? named.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
