package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.sitemap.SitemapSummary.Format;
import ayatori.web.sitemap.XmlScanner.Attribute;
import ayatori.web.sitemap.XmlScanner.Event;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sitemap in XML. Elements are known by their usual prefixes, not by their namespaces, which sitemaps often get wrong or leave
 * out.
 */
final class XmlSitemap {
    private final Entries entries;
    private final EntryDraft draft;
    private final XmlScanner xml;

    /** What the document is; null until its root is known. */
    private @Nullable Format format;

    /** The {@code xml:base} of an Atom feed and of its current entry, which their links are relative to. */
    private Url feedBase;

    private Url entryBase;

    /** Whether an Atom {@code source} is open, which describes another feed. */
    private boolean inSource;

    /** How many elements are open, and how many were when the entry began. */
    private int depth;

    private int entryDepth;

    /** Whether the {@code guid} that is open is the address of its item, as RSS 2.0 has it unless it says otherwise. */
    private boolean permaLink;

    XmlSitemap(Entries entries, Reader in) {
        this.entries = entries;
        this.draft = new EntryDraft(entries);
        this.xml = new XmlScanner(in);
        this.feedBase = entries.location();
        this.entryBase = feedBase;
    }

    void read() throws IOException {
        try {
            for (Event event = xml.next(); event != Event.END_OF_DOCUMENT && !entries.stopped(); event = xml.next()) {
                if (event == Event.START) {
                    start(xml.name());
                } else {
                    end(xml.name(), xml.text().strip());
                }
            }
        } catch (BrokenSitemapException e) {
            entries.stop(e.sentence());
        }
    }

    private void start(String name) {
        depth++;
        String local = withoutPrefix(name);
        if (format == null) {
            root(local);
        } else if (local.equals(entryName())) {
            draft.begin();
            entryDepth = depth;
            entryBase = base(feedBase);
        } else if (local.equals("source")) {
            inSource = format == Format.ATOM;
        } else if (local.equals("link") && !inSource) {
            link(xml.attribute(Attribute.HREF), xml.attribute(Attribute.REL));
        } else if (local.equals("guid")) {
            permaLink = !"false".equalsIgnoreCase(xml.attribute(Attribute.IS_PERMA_LINK));
        }
    }

    private void root(String name) {
        format = switch (name.toLowerCase(Locale.ROOT)) {
            case "urlset" -> Format.URL_SET;
            case "sitemapindex" -> Format.INDEX;
            case "rss", "rdf" -> Format.RSS;
            case "feed" -> Format.ATOM;
            default -> Format.UNKNOWN;
        };
        entries.format(format);
        feedBase = base(feedBase);
        entryBase = feedBase;
        if (format == Format.UNKNOWN) {
            entries.stop("It is no sitemap but a document of <" + name + ">.");
        }
    }

    private String entryName() {
        return switch (format) {
            case INDEX -> "sitemap";
            case RSS -> "item";
            case ATOM -> "entry";
            case null, default -> "url";
        };
    }

    /** The base of the element whose start tag was read last, inside one with the base {@code outer}. */
    private Url base(Url outer) {
        String declared = xml.attribute(Attribute.XML_BASE);
        Url base = declared == null ? null : outer.tryResolve(declared);
        return base == null ? outer : base;
    }

    private void link(@Nullable String href, @Nullable String rel) {
        if (href == null) {
            return;
        }
        if (format == Format.ATOM) {
            Url url = isAlternate(rel) ? base(entryBase).tryResolve(href.strip()) : null;
            if (url != null) {
                draft.address(url.href());
            }
        } else if ("alternate".equalsIgnoreCase(rel)) {
            draft.also(href, Kind.ALTERNATE);
        }
    }

    /** Whether an Atom link leads to what the entry describes (RFC 4287 section 4.2.7.2). */
    private static boolean isAlternate(@Nullable String rel) {
        return rel == null
                || rel.isBlank()
                || rel.equalsIgnoreCase("alternate")
                || rel.equals("http://www.iana.org/assignments/relation/alternate");
    }

    private void end(String name, String value) {
        boolean isOfEntry = depth-- == entryDepth + 1; // and not of an image or a video with a prefix of its own
        String local = withoutPrefix(name);
        if (local.equals(entryName())) {
            draft.end(format == Format.INDEX ? Kind.SITEMAP : Kind.PAGE);
            return;
        }
        if (local.equals("source")) {
            inSource = false;
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "image:loc" -> draft.also(value, Kind.IMAGE);
            case "video:content_loc", "video:player_loc" -> draft.also(value, Kind.VIDEO);
            case "lastmod", "updated", "pubdate", "dc:date" -> draft.modified(value);
            case "priority" -> draft.priority(value);
            case "news:publication_date" -> draft.published(value);
            case "guid" -> {
                if (permaLink) {
                    draft.identifier(value);
                }
            }
            case "link" -> {
                if (format == Format.RSS) {
                    draft.address(value);
                }
            }
            default -> {
                if (local.equals("loc")) {
                    address(value, isOfEntry);
                } else if (local.equals("lastmod")) {
                    draft.modified(value);
                }
            }
        }
    }

    private void address(String value, boolean isOfEntry) {
        if (isOfEntry) {
            draft.address(value);
        } else {
            draft.also(value, Kind.IMAGE);
        }
    }

    private static String withoutPrefix(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
