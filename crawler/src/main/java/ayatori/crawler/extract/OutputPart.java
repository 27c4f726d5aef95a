package ayatori.crawler.extract;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What is taken from an element that a selector matched. */
sealed interface OutputPart {
    /** Its text and that of its descendants, white space collapsed; what a script or style holds. */
    record Text() implements OutputPart {}

    /** Its text without that of its descendants. */
    record Own() implements OutputPart {}

    /** Its content as HTML. */
    record Html() implements OutputPart {}

    /** Itself as HTML. */
    record Outer() implements OutputPart {}

    /** An attribute. */
    record Attr(String name) implements OutputPart {}

    /** Text; null if there is none, or only white space. */
    default @Nullable String of(Element element) {
        String text = switch (this) {
            case Text _ -> {
                String shown = element.text();
                yield shown.isEmpty() ? element.data() : shown;
            }
            case Own _ -> element.ownText();
            case Html _ -> element.html();
            case Outer _ -> element.outerHtml();
            case Attr(String name) -> element.attr(name);
        };
        return text.isBlank() ? null : Texts.bounded(text);
    }
}
