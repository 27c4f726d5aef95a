package ayatori.crawler.folder;

import ayatori.crawler.CrawlAccessBuilder;
import ayatori.crawler.CrawlArchive;
import ayatori.crawler.CrawlContentBuilder;
import ayatori.crawler.CrawlExtentBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlOutputBuilder;
import ayatori.crawler.CrawlPaceBuilder;
import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.Request;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.SeedFile;
import ayatori.crawler.extract.RulesFile;
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
        for (String request : fields.stringsIfAny("requests")) {
            int space = request.indexOf(' ');
            options.request(Request.of(request.substring(0, space), request.substring(space + 1)));
        }
        Fields input = fields.object("input");
        if (input != null) {
            options.input(new SeedFile(Path.of(input.string("file")), input.strings("sites"), input.number("urls")));
        }
        fields.objects("hosts").forEach(host -> options.host(host(host)));
        var reader = new OptionsReader(fields);
        return options.extent(reader::extent)
                .pace(reader::pace)
                .access(reader::access)
                .output(reader::output)
                .content(reader::content);
    }

    /** Without its header fields, whose values are not kept. */
    private static HostOptions host(Fields fields) {
        HostOptions host = HostOptions.of(fields.string("host"));
        String delay = fields.stringIfAny("delay");
        if (delay != null) {
            host = host.withDelay(delay.equals("auto") ? Delay.auto() : Delay.of(fields.duration("delay")));
        }
        if (fields.has("perHost")) {
            host = host.withPerHost(fields.integer("perHost"));
        }
        return fields.has("maxPages") ? host.withMaxPages(fields.number("maxPages")) : host;
    }

    private void extent(CrawlExtentBuilder extent) {
        ifPresent("scope", name -> extent.scope(constant(ScopeKind.class, fields.string(name))));
        ifPresent("include", name -> fields.strings(name).forEach(extent::include));
        ifPresent("exclude", name -> fields.strings(name).forEach(extent::exclude));
        ifPresent("depth", name -> extent.depth(fields.integer(name)));
        ifPresent("maxRedirects", name -> extent.maxRedirects(fields.integer(name)));
        ifPresent("maxPages", name -> extent.maxPages(fields.number(name)));
        ifPresent("maxPagesPerHost", name -> extent.maxPagesPerHost(fields.number(name)));
        ifPresent("maxBytes", name -> extent.maxBytes(fields.number(name)));
        ifPresent("maxBody", name -> extent.maxBody(fields.number(name)));
        ifPresent("acceptTypes", name -> fields.strings(name).forEach(extent::acceptType));
        ifPresent("maxTime", name -> extent.maxTime(fields.duration(name)));
        ifPresent("followLinks", name -> extent.followLinks(fields.flag(name)));
        ifPresent("requisites", name -> extent.requisites(fields.flag(name)));
        ifPresent("maxRequisiteSize", name -> extent.maxRequisiteSize(fields.number(name)));
        ifPresent(
                "skipRequisites",
                name -> fields.strings(name)
                        .forEach(role -> extent.skipRequisites(constant(RequisiteRole.class, role))));
        ifPresent("sitemaps", name -> extent.sitemaps(fields.flag(name)));
        ifPresent(
                "trailingSlash",
                slash -> extent.canonicalForm(new CanonicalForm(
                        constant(CanonicalForm.TrailingSlash.class, fields.string(slash)),
                        Set.copyOf(fields.strings("droppedParameters")))));
    }

    private void pace(CrawlPaceBuilder pace) {
        ifPresent("concurrency", name -> pace.concurrency(fields.integer(name)));
        ifPresent("perHost", name -> pace.perHost(fields.integer(name)));
        ifPresent(
                "delay",
                name -> pace.delay(
                        fields.string(name).equals("auto") ? Delay.auto() : Delay.of(fields.duration(name))));
        ifPresent("timeout", name -> pace.timeout(fields.duration(name)));
        ifPresent("limitRate", name -> pace.limitRate(fields.number(name)));
        ifPresent("retries", name -> pace.retries(fields.integer(name)));
        ifPresent("robots", name -> pace.robots(fields.flag(name)));
    }

    private void access(CrawlAccessBuilder access) {
        ifPresent("userAgent", name -> access.userAgent(fields.string(name)));
        ifPresent("cookies", name -> access.cookies(fields.flag(name)));
        ifPresent("cookieFile", name -> access.cookieFile(Path.of(fields.string(name))));
        ifPresent("allowPrivate", name -> access.allowPrivate(fields.flag(name)));
        ifPresent("insecure", name -> access.insecure(fields.flag(name)));
        ifPresent(
                "from",
                name -> access.archives(
                        fields.strings(name).stream().map(Path::of).toList()));
        Fields proxies = fields.object("proxies");
        if (proxies != null) {
            access.proxies(Proxies.of(
                    servers(proxies.strings("http")), servers(proxies.strings("https")), proxies.string("except")));
        }
    }

    private void output(CrawlOutputBuilder output) {
        ifPresent("links", name -> output.links(constant(LinkDetail.class, fields.string(name))));
        ifPresent("formats", name -> {
            var formats = EnumSet.noneOf(OutputFormat.class);
            fields.strings(name).forEach(format -> formats.add(constant(OutputFormat.class, format)));
            output.formats(formats);
        });
        Fields archive = fields.object("archive");
        if (archive != null) {
            boolean isZstd = fields.has("warcCompression")
                    && fields.string("warcCompression").equals("zstd");
            output.archive(_ -> new CrawlArchive(
                    archive.number("fileBytes"),
                    archive.string("prefix"),
                    isZstd,
                    archive.has("dictionary") ? Path.of(archive.string("dictionary")) : null,
                    archive.number("maxBody"),
                    archive.flag("keepSecrets"),
                    archive.has("operator") ? archive.string("operator") : null,
                    archive.strings("dedupeAgainst").stream().map(Path::of).toList(),
                    archive.has("blockDigests") && archive.flag("blockDigests")));
        }
        ifPresent("compression", name -> output.compression(constant(Compression.class, fields.string(name))));
    }

    private void content(CrawlContentBuilder content) {
        ifPresent("fields", name -> fields.strings(name).forEach(content::field));
        Fields rules = fields.object("rules");
        if (rules != null) {
            content.rules(new RulesFile(rules.string("file"), rules.string("text")));
        }
        ifPresent("metadata", name -> content.metadata(fields.flag(name)));
        ifPresent("pdf", name -> content.pdf(fields.flag(name)));
        ifPresent("text", name -> content.text(fields.flag(name)));
        ifPresent("markdown", name -> content.markdown(fields.flag(name)));
        ifPresent("simhash", name -> content.simhash(fields.flag(name)));
        ifPresent("wholePage", name -> content.wholePage(fields.flag(name)));
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
