package ayatori.web.sitemap;

import ayatori.web.url.Url;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads sitemaps of every form: XML, with the image, video, news and language extensions, indexes, RSS, Atom and text; as
 * they are or in gzip. The form is told from the content, because names and content types lie.
 *
 * {@snippet :
 * try (ClientResponse response = session.get(location)) {
 *     SitemapSummary read = SitemapReader.standard().read(response.body(), response.url(), entry -> found.add(entry.url()));
 *     read.problem().ifPresent(System.err::println);
 * }
 * }
 *
 * <p>Nothing is kept but the entry being read. A sitemap that breaks off, is not well-formed or goes over a limit gives
 * what came before, and the summary says why no more came. A document type is refused, so entities cannot bring in files
 * or grow without bound.
 *
 * @param bytesMax how many bytes are read, after gzip; the protocol allows 50 MiB
 * @param entriesMax how many entries are given; the protocol allows 50,000 pages
 */
public record SitemapReader(long bytesMax, long entriesMax) {
    private static final int GZIP_MAGIC = 0x1F8B;

    /** Checks that the limits are positive. */
    public SitemapReader {
        if (bytesMax <= 0 || entriesMax <= 0) {
            throw new IllegalArgumentException(
                    "a sitemap's limits are positive, not " + bytesMax + " bytes and " + entriesMax + " entries");
        }
    }

    /** {@return a reader with room for what the protocol allows, and for as many images and translations again} */
    public static SitemapReader standard() {
        return new SitemapReader(50L << 20, 200_000);
    }

    /**
     * Reads a sitemap to its end, or as far as it goes.
     *
     * @param in the sitemap; left open
     * @param location its address, which relative addresses are resolved against
     * @param each called for every entry, in order, while the sitemap is read
     * @return what was read
     * @throws IOException if {@code in} fails; a broken sitemap is no failure
     */
    public SitemapSummary read(InputStream in, Url location, Consumer<? super SitemapEntry> each) throws IOException {
        var entries = new Entries(location, entriesMax, each);
        var source = new SourceStream(in);
        try {
            InputStream plain = afterByteOrderMark(new BufferedInputStream(unzipped(new BufferedInputStream(source))));
            InputStream bounded = new BufferedInputStream(new BoundedStream(plain, bytesMax, entries));
            switch (firstCharacter(bounded)) {
                case -1 -> entries.stop("It is empty.");
                case '<' -> new XmlSitemap(entries).read(bounded);
                default -> new TextSitemap(entries).read(bounded);
            }
        } catch (IOException e) {
            source.throwItsFailure();
            entries.stop("It is broken: " + e.getMessage() + ".");
        }
        return entries.summary();
    }

    private static InputStream unzipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
    }

    private static InputStream afterByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
        return in;
    }

    /** Skips white space, which XML does not allow before its declaration, and looks at what follows it; -1 at the end. */
    private static int firstCharacter(InputStream in) throws IOException {
        for (; ; ) {
            in.mark(1);
            int first = in.read();
            if (first < 0 || first > ' ') {
                in.reset();
                return first;
            }
        }
    }
}
