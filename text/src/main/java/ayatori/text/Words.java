package ayatori.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** The words in an element's class, id and role: what its author calls it. A name is a weak sign, never a proof. */
final class Words {
    private static final int NAME_MAX = 400;

    private Words() {}

    /** The lower-case words of the class, id and role, split at punctuation, digits and capitals. */
    static Set<String> of(Element element) {
        if (!element.hasAttr("class") && !element.hasAttr("id") && !element.hasAttr("role")) {
            return Set.of();
        }
        Set<String> words = new HashSet<>();
        split(element.attr("class"), words);
        split(element.attr("id"), words);
        split(element.attr("role"), words);
        return words;
    }

    private static void split(String names, Set<String> words) {
        int length = Math.min(names.length(), NAME_MAX);
        int start = 0;
        for (int at = 0; at <= length; at++) {
            boolean letter = at < length && Character.isLetter(names.charAt(at));
            boolean capital = letter
                    && at > start
                    && Character.isUpperCase(names.charAt(at))
                    && Character.isLowerCase(names.charAt(at - 1));
            if (!letter || capital) {
                if (at > start) {
                    words.add(names.substring(start, at).toLowerCase(Locale.ROOT));
                }
                start = letter ? at : at + 1;
            }
        }
    }
}
