package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.crawler.Change;
import ayatori.crawler.Crawl;
import ayatori.crawler.Page;
import ayatori.crawler.PageError;
import ayatori.crawler.PageHistory;
import ayatori.crawler.Request;
import ayatori.crawler.extract.ParsedPage;
import ayatori.crawler.extract.RecordMapper;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.read.Reading;
import ayatori.crawler.read.RequestedLinks.Requested;
import ayatori.crawler.record.PageRecord;
import ayatori.crawler.sink.Folders;
import ayatori.text.MainContent;
import ayatori.web.charset.Encoding;
import ayatori.web.http.Headers;
import ayatori.web.mime.MimeType;
import ayatori.web.url.Url;
import ayatori.web.url.UrlResolver;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page for its handler, or for a format of the user's. Nothing is parsed or copied before it is asked for. */
final class AnsweredPage implements Page {
    private static final int FILE_NAME_CHARS_MAX = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final PageRecord record;
    private final Headers headers;
    private final byte[] body;
    private final boolean isHtml;
    private final @Nullable String base;
    private final PageLinks pageLinks;

    /** Null where there is no handler: then nothing can be asked for. */
    private final @Nullable HandlerCall call;

    private @Nullable List<String> links;
    private @Nullable ParsedPage parsed;
    private @Nullable UrlResolver resolver;

    /** A page, of a reading that was {@linkplain Reading#kept kept}. */
    AnsweredPage(PageRecord record, Reading reading, Headers headers, @Nullable HandlerCall call) {
        this.record = record;
        this.headers = headers;
        this.body = reading.body();
        this.isHtml = reading instanceof Reading.HtmlReading;
        this.base = reading.base();
        this.pageLinks = reading.pageLinks();
        this.call = call;
    }

    // ---- what was requested

    @Override
    public String url() {
        return record.request().url();
    }

    @Override
    public String method() {
        return record.request().how().method();
    }

    @Override
    public @Nullable String label() {
        return record.request().how().label();
    }

    @Override
    public @Nullable JsonNode data() {
        String data = record.request().how().data();
        return data == null ? null : JsonMapper.shared().readTree(data);
    }

    @Override
    public <T> T data(Class<T> type) {
        String data = record.request().how().data();
        if (data == null) {
            throw new IllegalStateException("The request of " + url() + " has no data.");
        }
        return JsonMapper.shared().readValue(data, type);
    }

    @Override
    public int depth() {
        return record.request().depth();
    }

    @Override
    public @Nullable String referrer() {
        return record.request().referrer();
    }

    @Override
    public int attempts() {
        return record.request().attempts();
    }

    @Override
    public Instant fetchedAt() {
        return record.response().fetchedAt();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(record.response().totalNanos());
    }

    // ---- what came back

    @Override
    public int status() {
        return record.response().status();
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public @Nullable String contentType() {
        return record.response().contentType();
    }

    @Override
    public @Nullable Charset charset() {
        Encoding encoding = record.content().encoding();
        return encoding == null ? null : encoding.charset();
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public long bytes() {
        return record.response().bytes();
    }

    @Override
    public @Nullable String truncated() {
        return record.response().truncated();
    }

    @Override
    public @Nullable String etag() {
        return record.response().validators().etag();
    }

    @Override
    public @Nullable String lastModified() {
        return record.response().validators().lastModified();
    }

    @Override
    public @Nullable String digest() {
        return record.response().digest();
    }

    @Override
    public @Nullable String redirectTo() {
        return record.redirectTo();
    }

    @Override
    public @Nullable PageError error() {
        return record.error();
    }

    @Override
    public @Nullable Change change() {
        return record.revisit().change();
    }

    @Override
    public @Nullable PageHistory history() {
        return record.revisit().history();
    }

    // ---- what it says

    @Override
    public @Nullable String title() {
        return record.content().title();
    }

    @Override
    public @Nullable String canonical() {
        return record.content().canonical();
    }

    @Override
    public @Nullable String lang() {
        return record.content().lang();
    }

    @Override
    public List<String> links() {
        List<String> known = links;
        if (known == null) {
            known = pageLinks.toList();
            links = known;
        }
        return known;
    }

    @Override
    public String text() {
        Charset charset = isHtml ? null : charset();
        String text = new String(body, charset == null ? StandardCharsets.UTF_8 : charset);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    @Override
    public JsonNode json() {
        return JsonMapper.shared().readTree(text());
    }

    @Override
    public <T> T json(Class<T> type) {
        return JsonMapper.shared().readValue(text(), type);
    }

    @Override
    public Document document() {
        return parsed().document();
    }

    @Override
    public MainContent mainContent() {
        return contentPage().mainContent();
    }

    @Override
    public MainContent wholeContent() {
        return contentPage().wholeContent();
    }

    /** The page if it is HTML, else an empty one: other bodies have no content that could be found. */
    private ParsedPage contentPage() {
        return isHtml ? parsed() : ParsedPage.html(url(), new byte[0]);
    }

    @Override
    public <T extends Record> T as(Class<T> type) {
        return RecordMapper.of(type).read(parsed());
    }

    @Override
    public <T extends Record> List<T> all(String rule, Class<T> type) {
        return RecordMapper.of(type).readAll(parsed(), rule);
    }

    private ParsedPage parsed() {
        ParsedPage known = parsed;
        if (known == null) {
            Charset charset = isHtml ? null : charset();
            known = new ParsedPage(
                    url(),
                    body,
                    charset == null ? StandardCharsets.UTF_8 : charset,
                    isXml() ? ParsedPage.Kind.XML : ParsedPage.Kind.HTML);
            parsed = known;
        }
        return known;
    }

    private boolean isXml() {
        MimeType type = MimeType.ofContentType(contentType());
        return type != null && type.isXml();
    }

    @Override
    public Path save(Path file) throws IOException {
        if (!EventLoop.isRunning()) {
            return write(file);
        }
        try {
            return Async.toThread(() -> write(file));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("writing a file throws nothing else", e);
        }
    }

    private Path write(Path file) throws IOException {
        Folders.writeWithParents(file, body);
        return file;
    }

    @Override
    public String fileName() {
        String path = Objects.requireNonNull(Url.tryParse(url())).path();
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        int excess = Math.max(0, name.length() - FILE_NAME_CHARS_MAX); // the end has the extension
        return name.isEmpty() ? "index" : name.substring(excess).replaceFirst("^\\.+", "_");
    }

    // ---- what comes of it

    private HandlerCall call() {
        HandlerCall known = call;
        if (known == null) {
            throw new IllegalStateException("A page asks for nothing where it is only written.");
        }
        return known;
    }

    @Override
    public void follow(Request request) {
        Url url = resolve(request.url());
        if (url == null) {
            throw new IllegalArgumentException(
                    "\"" + request.url() + "\" on " + url() + " is no web address, so it cannot be followed.");
        }
        call().request(url, request);
    }

    @Override
    public int followAll(String css, Function<Request, @Nullable Request> request) {
        int count = 0;
        for (Element element : document().select(css)) {
            String reference = element.attr(element.hasAttr("href") ? "href" : "src");
            Url url = reference.isBlank() ? null : resolve(reference);
            Request chosen = url == null ? null : request.apply(Request.get(url.href()));
            if (chosen != null) {
                follow(chosen);
                count++;
            }
        }
        return count;
    }

    @Override
    public void emit(String name, Object item) {
        call().emit(url(), name, item);
    }

    @Override
    public boolean retry() {
        return call().retry();
    }

    @Override
    public Crawl crawl() {
        return call().crawl();
    }

    /** Resolves a reference as the page's own links are; null if it is no web address. Drops credentials and fragment. */
    private @Nullable Url resolve(String reference) {
        UrlResolver known = resolver;
        if (known == null) {
            known = new UrlResolver();
            known.base(Objects.requireNonNull(Url.tryParse(base == null ? url() : base)));
            Charset charset = charset();
            known.queryCharset(charset == null ? StandardCharsets.UTF_8 : charset);
            resolver = known;
        }
        byte[] bytes = reference.getBytes(StandardCharsets.UTF_8);
        if (known.resolve(bytes, 0, bytes.length) != UrlResolver.Outcome.HTTP) {
            return null;
        }
        Url url = Url.tryParse(new String(known.buffer(), 0, known.length(), StandardCharsets.US_ASCII));
        return url == null ? null : url.withoutCredentials().withoutFragment();
    }

    static PageRequest pageRequest(Request request) {
        return new PageRequest(request.method(), request.headers(), request.body(), request.label(), request.data());
    }

    static Requested requested(Url url, Request request) {
        return new Requested(url, pageRequest(request), request.priority());
    }
}
