package ayatori.web.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the {@code as} attribute of a {@code <link rel=preload>} says that the link is. */
public enum LinkDestination {
    IMAGE(1),
    STYLE(2),
    SCRIPT(3),
    FONT(4),
    MEDIA(5),
    DOCUMENT(6),
    /** Anything else, such as {@code fetch}. */
    OTHER(7);

    private static final int WORD_BYTES_MAX = 16;

    /** The bits below are those of {@link LinkRel}. */
    private static final int SHIFT = 24;

    private final int bits;

    LinkDestination(int number) {
        this.bits = number << SHIFT;
    }

    /** The destination that an attribute's value names. */
    static LinkDestination of(AttributeValue value) {
        return switch (value.toString(WORD_BYTES_MAX).toLowerCase(Locale.ROOT)) {
            case "image" -> IMAGE;
            case "style" -> STYLE;
            case "script", "worker" -> SCRIPT;
            case "font" -> FONT;
            case "audio", "video", "track" -> MEDIA;
            case "document", "iframe", "embed", "object" -> DOCUMENT;
            default -> OTHER;
        };
    }

    /** The bits that stand for this destination beside those of {@link LinkRel}. */
    int bits() {
        return bits;
    }

    /** The destination in a set of bits; null if there is none. */
    static @Nullable LinkDestination ofBits(int bits) {
        for (LinkDestination destination : values()) {
            if (destination.bits >>> SHIFT == bits >>> SHIFT) {
                return destination;
            }
        }
        return null;
    }
}
