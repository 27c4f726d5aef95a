package ayatori.crawler.read;

import ayatori.crawler.RequisiteRole;
import ayatori.web.html.LinkDestination;
import ayatori.web.html.LinkRel;
import ayatori.web.html.PageScanner;
import org.jspecify.annotations.Nullable;

/** What the URLs in a page are for. */
public final class Roles {
    private Roles() {}

    /** Whether a URL of the page that was scanned names something to ask for: a form does not, nor does a mere origin. */
    public static boolean namesResource(PageScanner page, int link) {
        return switch (page.linkKind(link)) {
            case FORM, FORMACTION -> false;
            case LINK -> page.linkHasRel(link, LinkRel.STYLESHEET) || !page.linkHasRel(link, LinkRel.PRECONNECT);
            default -> true;
        };
    }

    /** The role of a requisite of the page that was scanned; null for what the page does not load, such as a link. */
    public static @Nullable RequisiteRole of(PageScanner page, int link) {
        return switch (page.linkKind(link)) {
            case A, AREA, META_REFRESH, FORM, FORMACTION -> null;
            case IMG, IMAGE, SRCSET, INPUT, POSTER, BACKGROUND -> RequisiteRole.IMAGE;
            case SCRIPT -> RequisiteRole.SCRIPT;
            case AUDIO, VIDEO, SOURCE, TRACK -> RequisiteRole.MEDIA;
            case FRAME, IFRAME -> RequisiteRole.FRAME;
            case EMBED, OBJECT, USE -> RequisiteRole.OTHER;
            case LINK -> ofLinkElement(page, link);
        };
    }

    private static @Nullable RequisiteRole ofLinkElement(PageScanner page, int link) {
        if (page.linkHasRel(link, LinkRel.STYLESHEET)) {
            return RequisiteRole.STYLE;
        }
        if (page.linkHasRel(link, LinkRel.ICON)) {
            return RequisiteRole.ICON;
        }
        if (page.linkHasRel(link, LinkRel.MANIFEST)) {
            return RequisiteRole.MANIFEST;
        }
        if (page.linkHasRel(link, LinkRel.MODULEPRELOAD)) {
            return RequisiteRole.SCRIPT;
        }
        return page.linkHasRel(link, LinkRel.PRELOAD) ? ofDestination(page.linkDestination(link)) : null;
    }

    private static RequisiteRole ofDestination(@Nullable LinkDestination destination) {
        return switch (destination) {
            case IMAGE -> RequisiteRole.IMAGE;
            case STYLE -> RequisiteRole.STYLE;
            case SCRIPT -> RequisiteRole.SCRIPT;
            case FONT -> RequisiteRole.FONT;
            case MEDIA -> RequisiteRole.MEDIA;
            case DOCUMENT -> RequisiteRole.FRAME;
            case OTHER -> RequisiteRole.OTHER;
            case null -> RequisiteRole.OTHER;
        };
    }
}
