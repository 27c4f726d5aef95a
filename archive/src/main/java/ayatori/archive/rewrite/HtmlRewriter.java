package ayatori.archive.rewrite;

import ayatori.web.css.CssUrls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the URLs in a page. jsoup tells where each attribute is; everything else stays as it is, character by character.
 *
 * <p>What a page demands of its surroundings cannot hold in a replay and is taken out: policies in {@code meta}, digests of
 * scripts and style sheets that are rewritten, addresses that are told of clicks.
 */
public final class HtmlRewriter {
    private static final Set<String> URL_ATTRIBUTES = Set.of(
            "href",
            "src",
            "poster",
            "data",
            "action",
            "formaction",
            "background",
            "xlink:href",
            "manifest",
            "longdesc");
    private static final Set<String> SRCSETS = Set.of("srcset", "imagesrcset");
    private static final Set<String> OF_CSS = Set.of(
            "style",
            "fill",
            "stroke",
            "mask",
            "clip-path",
            "filter",
            "cursor",
            "marker-start",
            "marker-mid",
            "marker-end");
    private static final Set<String> DROPPED = Set.of("integrity", "ping", "attributionsrc");
    private static final Pattern REFRESH = Pattern.compile(
            "(\\s*[0-9.]*\\s*[;,\\s]\\s*(?:url\\s*=\\s*)?['\"]?)([^'\"]+)(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CANDIDATE =
            Pattern.compile("([\\s,]*)([^\\s,]\\S*[^\\s,]|[^\\s,])((?:\\s[^,(]*(?:\\([^)]*\\)[^,(]*)*)?)(,|$)?");

    private final String html;
    private final UnaryOperator<String> urls;
    private final List<Edit> edits = new ArrayList<>();

    private HtmlRewriter(String html, UnaryOperator<String> urls) {
        this.html = html;
        this.urls = urls;
    }

    /** A part of the page that is replaced. */
    private record Edit(int start, int end, String text) {}

    /**
     * Rewrites a page.
     *
     * @param urls gives the URL to write for the one that is there, which may be relative; the same to leave it
     * @param head markup to put at the beginning of the head
     */
    public static String rewrite(String html, UnaryOperator<String> urls, String head) {
        return new HtmlRewriter(html, urls).rewrite(head);
    }

    private String rewrite(String head) {
        Document page = Jsoup.parse(html, "", Parser.htmlParser().setTrackPosition(true));
        for (Element element : page.getAllElements()) {
            element(element);
        }
        int start = startOfHead(page);
        edits.add(new Edit(start, start, head));
        edits.sort(Comparator.comparingInt(Edit::start));
        var out = new StringBuilder(html.length() + 1_024);
        int copied = 0;
        for (Edit edit : edits) {
            if (edit.start < copied) {
                continue; // the same place twice: a mistake of the parser's positions must not garble the page
            }
            out.append(html, copied, edit.start).append(edit.text);
            copied = edit.end;
        }
        return out.append(html, copied, html.length()).toString();
    }

    /** Behind the tag of the head, or of the document; in front of everything but the doctype if neither is written. */
    private int startOfHead(Document page) {
        for (Element element : List.of(page.head(), page)) {
            Range tag = element.sourceRange();
            if (tag.isTracked()
                    && !tag.isImplicit()
                    && tag.endPos() > tag.startPos()
                    && html.charAt(tag.startPos()) == '<') {
                return tag.endPos();
            }
        }
        Matcher front = Pattern.compile(
                        "\\A(?:\\s|<!--.*?-->|<!doctype[^>]*>|<html[^>]*>)*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(html);
        return front.lookingAt() ? front.end() : 0;
    }

    private void element(Element element) {
        String tag = element.normalName();
        for (Attribute attribute : element.attributes()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            if (DROPPED.contains(name)) {
                rename(attribute);
            } else if (URL_ATTRIBUTES.contains(name)) {
                replace(attribute, urls.apply(attribute.getValue().strip()));
            } else if (SRCSETS.contains(name)) {
                replace(attribute, srcset(attribute.getValue()));
            } else if (OF_CSS.contains(name)) {
                replace(attribute, css(attribute.getValue()));
            } else if (tag.equals("meta") && name.equals("content")) {
                meta(element, attribute);
            } else if (tag.equals("iframe") && name.equals("srcdoc")) {
                replace(attribute, rewrite(attribute.getValue(), urls, ""));
            }
        }
        if (tag.equals("style")) {
            style(element);
        }
    }

    private void meta(Element element, Attribute content) {
        switch (element.attr("http-equiv").strip().toLowerCase(Locale.ROOT)) {
            case "refresh" -> {
                Matcher refresh = REFRESH.matcher(content.getValue());
                if (refresh.matches()) {
                    replace(
                            content,
                            refresh.group(1) + urls.apply(refresh.group(2).strip()) + refresh.group(3));
                }
            }
            case "content-security-policy", "content-security-policy-report-only", "x-frame-options" -> rename(content);
            default -> {}
        }
    }

    private void style(Element element) {
        element.childNodes().forEach(child -> {
            if (child instanceof DataNode data && data.sourceRange().isTracked()) {
                int start = data.sourceRange().startPos();
                int end = data.sourceRange().endPos();
                String css = html.substring(start, end);
                String other = css(css);
                if (!other.equals(css)) {
                    edits.add(new Edit(start, end, other));
                }
            }
        });
    }

    private String css(String text) {
        return css(text, urls);
    }

    /**
     * Rewrites a style sheet.
     *
     * @param urls gives the URL to write for the one that is there, which may be relative; the same to leave it
     */
    public static String css(String text, UnaryOperator<String> urls) {
        return CssUrls.rewrite(text, found -> {
            String other = urls.apply(found.url());
            return other.equals(found.url()) ? null : other;
        });
    }

    /** Candidates are separated by commas, and URLs may have commas within. */
    private String srcset(String value) {
        var out = new StringBuilder();
        Matcher candidate = CANDIDATE.matcher(value);
        int end = 0;
        while (end < value.length() && candidate.find(end) && candidate.start() == end && candidate.end() > end) {
            out.append(candidate.group(1))
                    .append(urls.apply(candidate.group(2)))
                    .append(text(candidate.group(3)))
                    .append(text(candidate.group(4)));
            end = candidate.end();
        }
        return out.append(value, end, value.length()).toString();
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }

    private void replace(Attribute attribute, String value) {
        Range range = attribute.sourceRange().valueRange();
        if (!value.equals(attribute.getValue().strip())
                && !value.equals(attribute.getValue())
                && range.isTracked()
                && range.endPos() > range.startPos()) {
            edits.add(new Edit(range.startPos(), range.endPos(), quoted(value, range)));
        }
    }

    /** The value in the quotation marks that are there, or in new ones. */
    private String quoted(String value, Range range) {
        String escaped = value.replace("&", "&amp;").replace("\"", "&quot;").replace("'", "&#39;");
        char before = range.startPos() == 0 ? ' ' : html.charAt(range.startPos() - 1);
        return before == '"' || before == '\'' ? escaped : '"' + escaped + '"';
    }

    /** Makes an attribute one that means nothing. */
    private void rename(Attribute attribute) {
        Range range = attribute.sourceRange().nameRange();
        if (range.isTracked()) {
            edits.add(new Edit(range.startPos(), range.startPos(), "data-archived-"));
        }
    }
}
