package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Page;
import ayatori.crawler.extract.ParsedPage;
import ayatori.crawler.extract.TextExtractor;
import ayatori.web.charset.CharsetSniffer;
import ayatori.web.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A page that one command is about: on which rules are tried, or whose text is printed.
 *
 * @param parsed the page, which knows the lines of its elements
 * @param headers of the answer; empty for a file
 * @param source where it comes from, for people
 */
record TriedPage(ParsedPage parsed, Headers headers, String source) {

    /** The media type of documents that an extractor reads, and how they begin. */
    static final String PDF = "application/pdf";

    private static final byte[] PDF_MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /** More of a file is not read. */
    private static final int FILE_BYTES_MAX = 64 << 20;

    /**
     * Fetches a page as a crawl would: robots.txt is obeyed, redirects are followed.
     *
     * @throws CrawlException if there is no answer with success: a sentence
     */
    static TriedPage fetch(CrawlOptions options) throws CrawlException, InterruptedException {
        var answer = new AtomicReference<@Nullable Page>();
        var last = new AtomicReference<@Nullable TriedPage>();
        CrawlReport report = Crawler.of(options)
                .onPage(page -> {
                    if (page.redirectTo() == null) {
                        answer.set(page);
                        last.set(page.ok() ? of(page) : null);
                    }
                })
                .run();
        TriedPage tried = last.get();
        if (tried != null) {
            return tried;
        }
        Page page = answer.get();
        String problem = report.problem() != null
                ? report.problem()
                : report.seedProblems().values().stream().findFirst().orElse("it was not fetched");
        throw new CrawlException(
                page == null || page.error() != null
                        ? options.seeds().getFirst() + ": " + problem
                        : page.url() + " was answered with status " + page.status()
                                + ", so there is no page to look at.");
    }

    private static TriedPage of(Page page) {
        Charset charset = page.charset();
        ParsedPage.Kind kind = kind(page.contentType(), page.url());
        ParsedPage parsed = charset == null ? document(page.url(), page.body()) : null;
        if (parsed == null) {
            parsed = new ParsedPage(
                    page.url(),
                    charset == null ? new byte[0] : page.body(),
                    charset == null || kind == ParsedPage.Kind.HTML ? StandardCharsets.UTF_8 : charset,
                    kind);
            parsed.trackPositions();
        }
        return new TriedPage(parsed, page.headers(), page.status() + ", " + page.contentType());
    }

    /** What a PDF says; null if it is none, or no extractor reads it. */
    private static @Nullable ParsedPage document(String url, byte[] body) {
        boolean isPdf = Arrays.mismatch(PDF_MARK, Arrays.copyOf(body, PDF_MARK.length)) < 0;
        for (TextExtractor extractor : TextExtractor.all()) {
            if (isPdf && extractor.reads(PDF)) {
                return ParsedPage.document(url, extractor.read(body, Thread::interrupted));
            }
        }
        return null;
    }

    /**
     * Reads a page from a file.
     *
     * @param url the URL that it is taken to have
     * @throws IllegalArgumentException if it cannot be read: a sentence
     */
    static TriedPage read(Path file, String url) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(FILE_BYTES_MAX), file.toString(), "a file", url);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "'" + file + "' is no URL, and there is no file or folder of that name", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", e);
        }
    }

    /**
     * Reads a page from standard input.
     *
     * @param url the URL that it is taken to have
     * @throws IllegalArgumentException if it cannot be read: a sentence
     */
    static TriedPage readStandardInput(String url) {
        try {
            return read(System.in.readNBytes(FILE_BYTES_MAX), "", "standard input", url);
        } catch (IOException e) {
            throw new IllegalArgumentException("standard input cannot be read", e);
        }
    }

    private static TriedPage read(byte[] bytes, String name, String what, String url) {
        ParsedPage document = document(url, bytes);
        if (document != null) {
            return new TriedPage(document, Headers.EMPTY, what + " of " + Figures.bytes((double) bytes.length));
        }
        Charset charset =
                CharsetSniffer.sniff(bytes, 0, bytes.length, null).encoding().charset();
        var parsed = new ParsedPage(url, bytes, charset, kind(null, name));
        parsed.trackPositions();
        return new TriedPage(parsed, Headers.EMPTY, what + " of " + Figures.bytes((double) bytes.length));
    }

    /** By the content type, or by the name where there is none. */
    private static ParsedPage.Kind kind(@Nullable String contentType, String name) {
        String lower = (contentType == null ? name : contentType).toLowerCase(Locale.ROOT);
        if (lower.contains("html") || lower.contains("htm")) {
            return ParsedPage.Kind.HTML;
        }
        if (lower.contains("xml") || lower.endsWith(".rss") || lower.endsWith(".atom")) {
            return ParsedPage.Kind.XML;
        }
        return lower.contains("text/") || lower.endsWith(".txt") || lower.contains("json")
                ? ParsedPage.Kind.TEXT
                : ParsedPage.Kind.HTML;
    }
}
