package ayatori.check.find;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of findings. Their {@linkplain #label() labels} are stable. */
public enum FindingKind {
    /** A link to a page of the site that does not answer with success. */
    BROKEN_LINK(Severity.ERROR, "A link leads to a page that is not there."),
    /** A link to another site that does not answer with success. */
    BROKEN_EXTERNAL(Severity.ERROR, "A link leads to another site's page that is not there."),
    /** An image, a style sheet, a script or the like that does not answer with success. */
    BROKEN_REQUISITE(Severity.ERROR, "A page loads something that is not there."),
    /** A fragment that names no element of the page. */
    BROKEN_FRAGMENT(Severity.ERROR, "A link leads to a place in a page that is not there."),
    /** A redirect that never ends. */
    REDIRECT_LOOP(Severity.ERROR, "A link leads into redirects that never end."),
    /** A malformed URL. */
    MALFORMED_URL(Severity.ERROR, "A URL is written wrongly."),
    /** Something that a page of https loads by http. */
    MIXED_CONTENT(Severity.ERROR, "A page of https loads something by http, which browsers block."),
    /** A page that answers with success as a made-up address does. */
    SOFT_404(Severity.ERROR, "A page that is not there answers with success."),
    /** A link that takes two redirects or more. */
    REDIRECT_CHAIN(Severity.WARNING, "A link takes several redirects."),
    /** A page without a title. */
    MISSING_TITLE(Severity.WARNING, "A page has no title."),
    /** A link to a page that has moved for good. */
    PERMANENT_REDIRECT(Severity.NOTE, "A link leads to a page that has moved for good."),
    /** A link to a host that refuses programs, so that nobody knows. */
    REFUSED(Severity.NOTE, "A link leads to a host that refuses to answer programs.");

    private final Severity severity;
    private final String meaning;

    FindingKind(Severity severity, String meaning) {
        this.severity = severity;
        this.meaning = meaning;
    }

    /** {@return the name as outputs and options spell it, such as {@code broken-link}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return how bad it is} */
    public Severity severity() {
        return severity;
    }

    /** {@return one sentence about it} */
    public String meaning() {
        return meaning;
    }

    /** {@return the kinds on which a check fails if nothing else is asked for: the errors} */
    public static Set<FindingKind> errors() {
        var errors = EnumSet.noneOf(FindingKind.class);
        for (FindingKind kind : values()) {
            if (kind.severity == Severity.ERROR) {
                errors.add(kind);
            }
        }
        return errors;
    }

    /**
     * The kinds of a word: a label; {@code broken}, {@code redirect} for all whose labels begin with it; {@code error}, {@code
     * warning} for that severity and worse; {@code all}; {@code none}.
     *
     * @throws IllegalArgumentException with a sentence that names the words
     */
    public static Set<FindingKind> of(String word) {
        var kinds = EnumSet.noneOf(FindingKind.class);
        var words = new TreeSet<>(Set.of("all", "none", "error", "warning", "broken", "redirect"));
        for (FindingKind kind : values()) {
            words.add(kind.label());
            boolean isMeant = switch (word) {
                case "all" -> true;
                case "none" -> false;
                case "error" -> kind.severity == Severity.ERROR;
                case "warning" -> kind.severity != Severity.NOTE;
                case "broken", "redirect" -> kind.label().startsWith(word + "-");
                default -> kind.label().equals(word);
            };
            if (isMeant) {
                kinds.add(kind);
            }
        }
        if (!words.contains(word)) {
            throw new IllegalArgumentException("'" + word + "' is not one of " + String.join(", ", words));
        }
        return kinds;
    }
}
