package ayatori.web.sitemap;

import ayatori.web.charset.Encoding;
import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.sitemap.SitemapSummary.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A sitemap in XML. Elements go by their customary prefixes rather than by name spaces, which sitemaps often get wrong or
 * leave out.
 */
final class XmlSitemap {
    private static final XMLInputFactory XML = secureFactory();
    private static final int TEXT_CHARS_MAX = 8192;
    private static final int DECLARATION_BYTES_MAX = 256;
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");

    private final Entries entries;

    /** What a {@code loc} of the document is, and what an entry is called; null until the root is known. */
    private @Nullable Format format;

    private final EntryDraft draft;

    /** The text of the element being read, as far as it is wanted. */
    private final StringBuilder text = new StringBuilder();

    XmlSitemap(Entries entries) {
        this.entries = entries;
        this.draft = new EntryDraft(entries);
    }

    private static XMLInputFactory secureFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    void read(InputStream in) throws IOException {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(decoded(in));
            while (xml.hasNext() && !entries.stopped()) {
                read(xml, xml.next());
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException broken) {
                throw broken;
            }
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            entries.stop("It is not well-formed XML: line " + line + ".");
        } catch (RuntimeException e) { // the JDK's parser reports some of its limits and failures so
            entries.stop("It cannot be read as XML: " + e.getMessage() + ".");
        }
    }

    /** Decodes by the XML declaration; malformed bytes are replaced, since the parser itself would complain on the console. */
    private static Reader decoded(InputStream in) throws IOException {
        in.mark(DECLARATION_BYTES_MAX);
        Matcher declared =
                ENCODING.matcher(new String(in.readNBytes(DECLARATION_BYTES_MAX), StandardCharsets.ISO_8859_1));
        in.reset();
        return new InputStreamReader(in, declared.lookingAt() ? charset(declared.group(1)) : StandardCharsets.UTF_8);
    }

    private static Charset charset(String label) {
        Encoding encoding = Encoding.forLabel(label);
        // Whoever declares UTF-16 in ASCII does not mean it.
        return encoding == null || encoding == Encoding.UTF_16LE || encoding == Encoding.UTF_16BE
                ? StandardCharsets.UTF_8
                : encoding.charset();
    }

    private void read(XMLStreamReader xml, int event) {
        switch (event) {
            case XMLStreamConstants.DTD -> entries.stop("It has a document type, which sitemaps do not need.");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                entries.stop("It refers to an entity, which sitemaps do not need.");
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (text.length() <= TEXT_CHARS_MAX) {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
            }
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
            default -> {}
        }
    }

    private void start(XMLStreamReader xml) {
        String name = xml.getLocalName();
        text.setLength(0);
        if (format == null) {
            root(withoutPrefix(name));
        } else if (withoutPrefix(name).equals(entryName())) {
            draft.begin();
        } else if (withoutPrefix(name).equals("link") && xml.getAttributeValue(null, "href") != null) {
            link(name, xml.getAttributeValue(null, "rel"), xml.getAttributeValue(null, "href"));
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

    private void link(String name, @Nullable String rel, String href) {
        if (format == Format.ATOM) {
            if (rel == null || rel.equals("alternate")) {
                draft.address(href);
            }
        } else if (name.startsWith("xhtml:") && "alternate".equals(rel)) {
            draft.also(href, Kind.ALTERNATE);
        }
    }

    private void end(String name) {
        String value = text.length() > TEXT_CHARS_MAX ? "" : text.toString().strip();
        text.setLength(0);
        if (withoutPrefix(name).equals(entryName())) {
            draft.end(format == Format.INDEX ? Kind.SITEMAP : Kind.PAGE);
            return;
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "image:loc" -> draft.also(value, Kind.IMAGE);
            case "video:content_loc", "video:player_loc" -> draft.also(value, Kind.VIDEO);
            case "lastmod", "updated", "pubdate", "dc:date" -> draft.modified(value);
            case "news:publication_date" -> draft.published(value);
            case "guid" -> draft.addressIfNone(value);
            case "link" -> {
                if (format == Format.RSS) {
                    draft.address(value);
                }
            }
            default -> {
                if (withoutPrefix(name).equals("loc")) {
                    draft.address(value);
                } else if (withoutPrefix(name).equals("lastmod")) {
                    draft.modified(value);
                }
            }
        }
    }

    private static String withoutPrefix(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
