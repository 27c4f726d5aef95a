package ayatori.web.sitemap;

import ayatori.web.url.Url;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads sitemaps of every form: XML, with the image, video, news and language extensions, indexes, RSS, Atom and text; as
 * they are or in gzip. The form is found from the content, since names and content types are often wrong.
 *
 * {@snippet :
 * // given: ClientSession session, String location, List<Url> found
 * try (ClientResponse response = session.get(location)) {
 *     SitemapSummary read = SitemapReader.standard().read(response.body(), response.url(), entry -> found.add(entry.url()));
 *     read.problem().ifPresent(System.err::println);
 * }
 * }
 *
 * <p>Only the current entry is held, and every value in it has a limit. Of a sitemap that is cut off in transfer, is not
 * well-formed or goes over a limit, the entries before that point are given, and the summary says why there are no more.
 * Document types are refused, so entities can neither include files nor grow.
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

    /** {@return a reader with the limits of the protocol, and room for images and translations} */
    public static SitemapReader standard() {
        return new SitemapReader(50L << 20, 200_000);
    }

    /**
     * Reads a sitemap to its end, or as far as it can be read.
     *
     * @param in the sitemap; left open. Where it fails, the sitemap ends
     * @param location the sitemap's URL, which relative URLs are resolved against
     * @param each called for every entry, in order, while the sitemap is read; what it throws is thrown
     * @return what was read
     */
    public SitemapSummary read(InputStream in, Url location, Consumer<? super SitemapEntry> each) {
        var entries = new Entries(location, entriesMax, each);
        var source = new BufferedInputStream(new TransferStream(in, "The transfer failed", entries));
        try {
            InputStream plain = new TransferStream(unzipped(source), "Its gzip is broken", entries);
            BufferedReader text = SitemapText.of(new BoundedStream(plain, bytesMax, entries));
            switch (firstCharacter(text)) {
                case -1 -> entries.stop("It is empty.");
                case '<' -> new XmlSitemap(entries, text).read();
                default -> new TextSitemap(entries, text).read();
            }
        } catch (IOException e) {
            entries.cutShort("It is broken", e);
        }
        return entries.summary();
    }

    private static InputStream unzipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
    }

    /** Skips white space, which XML does not allow before its declaration, and returns the next character; -1 at the end. */
    private static int firstCharacter(BufferedReader in) throws IOException {
        while (true) {
            in.mark(1);
            int first = in.read();
            if (first < 0 || first > ' ') {
                in.reset();
                return first;
            }
        }
    }
}
