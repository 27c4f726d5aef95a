package ayatori.archive.site;

import ayatori.web.css.CssUrl;
import ayatori.web.css.CssUrls;
import ayatori.web.html.MarkupScanner;
import ayatori.web.html.MarkupScanner.StartTag;
import ayatori.web.url.Url;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a page for a copy: what is kept is referred to by relative paths, links to the rest lead to the live web, and nothing
 * else is loaded. What the page asks of its server cannot hold on a disk, and is renamed: policies, digests, preloads, the base.
 */
final class SitePage implements MarkupScanner.Visitor {
    /** Stands for an image that is not kept: one transparent pixel. */
    static final String NO_IMAGE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    /** Keeps the browser from loading anything that is not on the disk, whatever the page's scripts do. */
    private static final String POLICY = "default-src 'self' file: data: blob: 'unsafe-inline' 'unsafe-eval';"
            + " connect-src 'self' file: data: blob:; form-action *";

    private static final Set<String> DROPPED = Set.of("integrity", "crossorigin", "ping", "nonce", "attributionsrc");
    private static final Set<String> DROPPED_RELS =
            Set.of("preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "prerender", "manifest");
    private static final int PROLOG_BYTES_MAX = 4 << 10;
    private static final Pattern XML_STYLESHEET =
            Pattern.compile("<\\?xml-stylesheet\\s(?:[^?>]*\\s)?href\\s*=\\s*[\"']([^\"'<]*)[\"']");
    private static final Pattern REFRESH = Pattern.compile(
            "(\\s*[0-9.]*\\s*[;,]?\\s*url\\s*=\\s*['\"]?)([^'\"]+)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final byte[] page;
    private final String path;
    private final Kept kept;
    private final boolean isXml;
    private final ByteArrayOutputStream out;
    private Url base;
    private boolean hasBase;
    private boolean hasPolicy;
    private int copied;

    private SitePage(byte[] page, Url url, String path, Kept kept, SiteFile kind) {
        this.page = page;
        this.base = url;
        this.path = path;
        this.kept = kept;
        this.isXml = kind != SiteFile.HTML;
        this.hasPolicy = kind == SiteFile.SVG; // there is no place for one
        this.out = new ByteArrayOutputStream(page.length + 1_024);
    }

    /**
     * Rewrites a page, or a drawing.
     *
     * @param utf8 the page in UTF-8
     * @param url where it was
     * @param path where it is in the copy
     */
    static byte[] rewrite(byte[] utf8, Url url, String path, Kept kept, SiteFile kind) {
        var rewriting = new SitePage(utf8, url, path, kept, kind);
        if (rewriting.isXml) {
            rewriting.xmlStylesheets();
        }
        new MarkupScanner().scan(utf8, 0, utf8.length, rewriting.isXml, rewriting);
        rewriting.out.write(utf8, rewriting.copied, utf8.length - rewriting.copied);
        return rewriting.out.toByteArray();
    }

    /** Rewrites a style sheet. */
    static String rewriteStyle(String css, Url base, String path, Kept kept) {
        return CssUrls.rewrite(css, found -> {
            Url url = base.tryResolve(found.url());
            if (url == null || !url.isHttp()) {
                return null;
            }
            String file = kept.pathOf(url.withoutFragment());
            if (file == null) {
                return found.kind() == CssUrl.Kind.IMPORT ? "data:text/css," : "data:,";
            }
            return SitePaths.reference(path, file) + fragment(url);
        });
    }

    private static String fragment(Url url) {
        return url.fragment() == null ? "" : "#" + url.fragment();
    }

    // ---- the page

    @Override
    public void startTag(StartTag tag) {
        String name = tag.name();
        if (!hasPolicy && !name.equals("html")) {
            // Behind <head>; in front of the first tag of a page that has none.
            int at = name.equals("head") ? endOf(tag) : tag.nameEnd() - name.length() - 1;
            String end = isXml ? " />" : ">";
            replace(
                    at,
                    at,
                    "<meta charset=\"utf-8\"" + end + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY
                            + "\"" + end);
            hasPolicy = true;
            if (at > tag.nameEnd()) {
                return;
            }
        }
        if (name.equals("base")) {
            base(tag);
            return;
        }
        for (int i = 0; i < tag.attributes(); i++) {
            attribute(tag, name, i, tag.attribute(i));
        }
    }

    @Override
    public void style(int start, int end) {
        String css = new String(page, start, end - start, StandardCharsets.UTF_8);
        String other = rewriteStyle(css, base, path, kept);
        if (!other.equals(css)) {
            replace(start, end, other);
        }
    }

    /** The style sheets that an XML document names before its root. */
    private void xmlStylesheets() {
        String prolog = new String(page, 0, Math.min(page.length, PROLOG_BYTES_MAX), StandardCharsets.ISO_8859_1);
        Matcher named = XML_STYLESHEET.matcher(prolog);
        while (named.find()) {
            Url url = resolve(named.group(1).replace("&amp;", "&"));
            if (url != null) {
                String file = kept.pathOf(url.withoutFragment());
                String to = file == null
                        ? "data:text/css,"
                        : SitePaths.reference(path, file).replace("&", "&amp;");
                replace(named.start(1), named.end(1), to);
            }
        }
    }

    private void base(StartTag tag) {
        int href = tag.indexOf("href");
        if (href >= 0) {
            Url named = base.tryResolve(tag.value(href));
            if (!hasBase && named != null && named.isHttp()) {
                base = named;
                hasBase = true;
            }
            drop(tag, href);
        }
    }

    private void attribute(StartTag tag, String element, int i, String attribute) {
        switch (attribute) {
            case "style",
                    "fill",
                    "stroke",
                    "mask",
                    "clip-path",
                    "filter",
                    "marker-start",
                    "marker-mid",
                    "marker-end",
                    "cursor" -> style(tag, i);
            case "srcset", "imagesrcset" -> srcset(tag, i);
            case "srcdoc" -> {
                if (element.equals("iframe")) {
                    byte[] inner = tag.value(i).getBytes(StandardCharsets.UTF_8);
                    replace(
                            tag,
                            i,
                            new String(rewrite(inner, base, path, kept, SiteFile.HTML), StandardCharsets.UTF_8));
                }
            }
            case "http-equiv" -> httpEquiv(tag, i);
            case "content" -> content(tag, i);
            case "action", "formaction" -> live(tag, i);
            case "manifest" -> {
                if (element.equals("html")) {
                    drop(tag, i);
                }
            }
            case "href", "xlink:href" -> href(tag, element, i);
            case "src", "poster", "background", "data" -> requisite(tag, element, i, attribute);
            default -> {
                if (DROPPED.contains(attribute)) {
                    drop(tag, i);
                }
            }
        }
    }

    private void href(StartTag tag, String element, int i) {
        switch (element) {
            case "a", "area" -> link(tag, i);
            case "link" -> linkElement(tag, i);
            case "image", "use", "script", "feimage" -> requisite(tag, element, i, "href");
            default -> live(tag, i);
        }
    }

    private void linkElement(StartTag tag, int i) {
        String rel = " " + tag.value("rel").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ") + " ";
        if (DROPPED_RELS.stream().anyMatch(word -> rel.contains(" " + word + " "))) {
            drop(tag, i);
        } else if (rel.contains(" stylesheet ") || rel.contains("icon")) {
            requisite(tag, "link", i, "href");
        } else {
            link(tag, i);
        }
    }

    /** A link to a page: what is not kept is on the live web. */
    private void link(StartTag tag, int i) {
        Url url = resolve(tag.value(i));
        if (url != null) {
            String file = kept.pathOf(url.withoutFragment());
            replace(tag, i, file == null ? url.href() : SitePaths.reference(path, file) + fragment(url));
        }
    }

    private void live(StartTag tag, int i) {
        Url url = resolve(tag.value(i));
        if (url != null) {
            replace(tag, i, url.href());
        }
    }

    /** What the browser loads with the page: what is not kept is not asked for. */
    private void requisite(StartTag tag, String element, int i, String attribute) {
        Url url = resolve(tag.value(i));
        if (url == null || (attribute.equals("data") && !element.equals("object"))) {
            return;
        }
        String file = kept.pathOf(url.withoutFragment());
        if (file != null) {
            replace(tag, i, SitePaths.reference(path, file) + fragment(url));
        } else if (element.equals("iframe") || element.equals("frame")) {
            replace(tag, i, SitePaths.reference(path, SiteIndex.NOT_KEPT) + "#" + url.href());
        } else if (element.equals("img") || element.equals("input")) {
            replace(tag, i, NO_IMAGE);
        } else {
            drop(tag, i);
        }
    }

    private void srcset(StartTag tag, int i) {
        var kepts = new StringBuilder();
        Srcset.forEach(tag.value(i), (candidate, descriptor) -> {
            Url url = resolve(candidate);
            String file = url == null ? null : kept.pathOf(url.withoutFragment());
            if (file != null || candidate.startsWith("data:")) {
                String reference = file == null ? candidate : SitePaths.reference(path, file);
                kepts.append(kepts.isEmpty() ? "" : ", ")
                        .append(reference)
                        .append(descriptor.isEmpty() ? "" : " " + descriptor);
            }
        });
        if (kepts.isEmpty()) {
            drop(tag, i);
        } else {
            replace(tag, i, kepts.toString());
        }
    }

    private void style(StartTag tag, int i) {
        String css = tag.value(i);
        String other = rewriteStyle(css, base, path, kept);
        if (!other.equals(css)) {
            replace(tag, i, other);
        }
    }

    private void httpEquiv(StartTag tag, int i) {
        switch (tag.value(i).strip().toLowerCase(Locale.ROOT)) {
            case "content-security-policy", "content-security-policy-report-only", "x-frame-options", "origin-trial" ->
                drop(tag, i);
            default -> {}
        }
    }

    private void content(StartTag tag, int i) {
        Matcher refresh = REFRESH.matcher(tag.value(i));
        if (tag.value("http-equiv").strip().equalsIgnoreCase("refresh") && refresh.matches()) {
            Url url = resolve(refresh.group(2));
            if (url != null) {
                String file = kept.pathOf(url.withoutFragment());
                // No page leads to the web by itself.
                String to = file == null
                        ? SitePaths.reference(path, SiteIndex.NOT_KEPT) + "#" + url.href()
                        : SitePaths.reference(path, file) + fragment(url);
                replace(tag, i, refresh.group(1) + to + refresh.group(3));
            }
        }
    }

    /** The web address of a reference; null for anything else, and for a place in the page itself. */
    private @Nullable Url resolve(String reference) {
        String stripped = reference.strip();
        if (stripped.isEmpty() || (stripped.startsWith("#") && !hasBase)) {
            return null;
        }
        Url url = base.tryResolve(stripped);
        return url == null || !url.isHttp() ? null : url;
    }

    // ---- edits

    private int endOf(StartTag tag) {
        int at = tag.attributes() == 0 ? tag.nameEnd() : tag.attributeEnd(tag.attributes() - 1);
        while (at < page.length && page[at] != '>') {
            at++;
        }
        return Math.min(at + 1, page.length);
    }

    private void replace(StartTag tag, int i, String value) {
        String escaped = value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        replace(tag.attributeStart(i), tag.attributeEnd(i), tag.attribute(i) + "=\"" + escaped + "\"");
    }

    private void drop(StartTag tag, int i) {
        replace(tag.attributeStart(i), tag.attributeStart(i), "data-not-kept-");
    }

    private void replace(int start, int end, String text) {
        if (start >= copied) {
            out.write(page, copied, start - copied);
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            copied = end;
        }
    }
}
