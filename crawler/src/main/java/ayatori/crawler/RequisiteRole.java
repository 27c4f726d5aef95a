package ayatori.crawler;

import org.jspecify.annotations.Nullable;

/**
 * What a page needs a requisite for: a resource that is requested because a page cannot be seen again without it.
 *
 * <p>The {@linkplain #label() labels} are what records say; they are stable, so a constant may be added but none is ever
 * renamed.
 */
public enum RequisiteRole {
    /** An image: of {@code img}, of a {@code srcset}, of SVG, or one that a style sheet names. */
    IMAGE("image"),
    /** A style sheet. */
    STYLE("style"),
    /** A script. */
    SCRIPT("script"),
    /** A font, which a style sheet names. */
    FONT("font"),
    /** Audio, video, or a text track of it. */
    MEDIA("media"),
    /** A document in a frame. */
    FRAME("frame"),
    /** An icon of the page, or of its manifest. */
    ICON("icon"),
    /** A web app manifest. */
    MANIFEST("manifest"),
    /** Anything else, such as what an {@code embed} or {@code object} holds. */
    OTHER("other");

    private final String label;

    RequisiteRole(String label) {
        this.label = label;
    }

    /** The role as records spell it. */
    public String label() {
        return label;
    }

    /** {@return the role of a label; null if there is none} */
    public static @Nullable RequisiteRole ofLabel(String label) {
        for (RequisiteRole role : values()) {
            if (role.label.equals(label)) {
                return role;
            }
        }
        return null;
    }
}
