package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.sink.Compression;
import ayatori.web.proxy.Proxies;
import ayatori.web.proxy.ProxyServer;
import ayatori.web.url.CanonicalForm;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Reads what {@link OptionsJson} writes. A field that is missing leaves its default, and one that is not known is ignored. */
final class OptionsReader {
    private final Fields fields;

    private OptionsReader(Fields fields) {
        this.fields = fields;
    }

    /**
     * The options, without credentials and without an output folder.
     *
     * @throws IllegalArgumentException if a field has another type, or a value that no crawl has
     */
    static CrawlOptions.Builder read(Fields fields) {
        CrawlOptions.Builder options = CrawlOptions.from(fields.strings("seeds"));
        var reader = new OptionsReader(fields);
        reader.extent(options);
        reader.pace(options);
        reader.access(options);
        reader.output(options);
        return options;
    }

    private void extent(CrawlOptions.Builder options) {
        ifPresent("scope", name -> options.scope(constant(ScopeKind.class, fields.string(name))));
        ifPresent("include", name -> fields.strings(name).forEach(options::include));
        ifPresent("exclude", name -> fields.strings(name).forEach(options::exclude));
        ifPresent("depth", name -> options.depth(fields.integer(name)));
        ifPresent("maxRedirects", name -> options.maxRedirects(fields.integer(name)));
        ifPresent("maxPages", name -> options.maxPages(fields.number(name)));
        ifPresent("maxPagesPerHost", name -> options.maxPagesPerHost(fields.number(name)));
        ifPresent("maxBytes", name -> options.maxBytes(fields.number(name)));
        ifPresent("maxBody", name -> options.maxBody(fields.number(name)));
        ifPresent("maxTime", name -> options.maxTime(fields.duration(name)));
        ifPresent("sitemaps", name -> options.sitemaps(fields.flag(name)));
        ifPresent(
                "trailingSlash",
                slash -> options.canonicalForm(new CanonicalForm(
                        constant(CanonicalForm.TrailingSlash.class, fields.string(slash)),
                        Set.copyOf(fields.strings("droppedParameters")))));
    }

    private void pace(CrawlOptions.Builder options) {
        ifPresent("concurrency", name -> options.concurrency(fields.integer(name)));
        ifPresent("perHost", name -> options.perHost(fields.integer(name)));
        ifPresent(
                "delay",
                name -> options.delay(
                        fields.string(name).equals("auto") ? Delay.auto() : Delay.of(fields.duration(name))));
        ifPresent("timeout", name -> options.timeout(fields.duration(name)));
        ifPresent("retries", name -> options.retries(fields.integer(name)));
        ifPresent("robots", name -> options.robots(fields.flag(name)));
    }

    private void access(CrawlOptions.Builder options) {
        ifPresent("userAgent", name -> options.userAgent(fields.string(name)));
        ifPresent("cookies", name -> options.cookies(fields.flag(name)));
        ifPresent("cookieFile", name -> options.cookieFile(Path.of(fields.string(name))));
        ifPresent("allowPrivate", name -> options.allowPrivate(fields.flag(name)));
        ifPresent("insecure", name -> options.insecure(fields.flag(name)));
        Fields proxies = fields.object("proxies");
        if (proxies != null) {
            options.proxies(Proxies.of(
                    servers(proxies.strings("http")), servers(proxies.strings("https")), proxies.string("except")));
        }
    }

    private void output(CrawlOptions.Builder options) {
        ifPresent("links", name -> options.links(constant(LinkDetail.class, fields.string(name))));
        ifPresent("formats", name -> {
            var formats = EnumSet.noneOf(OutputFormat.class);
            fields.strings(name).forEach(format -> formats.add(constant(OutputFormat.class, format)));
            options.formats(formats);
        });
        ifPresent("compression", name -> options.compression(constant(Compression.class, fields.string(name))));
    }

    private void ifPresent(String name, Consumer<String> action) {
        if (fields.has(name)) {
            action.accept(name);
        }
    }

    private static List<ProxyServer> servers(List<String> names) {
        return names.stream().map(ProxyServer::parse).toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
