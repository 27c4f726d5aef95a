package ayatori.cli;

import ayatori.crawler.CrawlExtentBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.ScopeKind;
import ayatori.web.url.CanonicalForm;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which links are followed, and the limits of the crawl. */
final class ExtentArguments {

    private ScopeKind scope = ScopeKind.HOST;
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private boolean sitemaps;
    private boolean ignoreTracking;
    private boolean ignoreSlash;
    private @Nullable Integer depth;
    private List<String> acceptTypes = List.of();
    private final LimitArguments limits = new LimitArguments();
    private final RequisiteArguments requisites = new RequisiteArguments();

    OptionGroup options() {
        OptionGroup group = new OptionGroup("How far:")
                .choice(
                        "-s --scope",
                        "S",
                        ScopeKind.class,
                        value -> scope = value,
                        "How far from the seeds: prefix (the seed's folder), host, domain (with all its subdomains)"
                                + " or any (default: host).")
                .values(
                        "--include",
                        "RE",
                        Function.<String>identity(),
                        values -> include = values,
                        "Only URLs in which this regular expression is found; repeatable.")
                .values(
                        "--exclude",
                        "RE",
                        Function.<String>identity(),
                        values -> exclude = values,
                        "No URLs in which this regular expression is found; repeatable.")
                .flag(
                        "--sitemaps",
                        value -> sitemaps = value,
                        "Also start at the pages in the sitemaps of the seeds' hosts.")
                .flag(
                        "--ignore-tracking",
                        value -> ignoreTracking = value,
                        "Treat URLs that differ only in tracking parameters, such as utm_source, as one page.")
                .flag(
                        "--ignore-slash",
                        value -> ignoreSlash = value,
                        "Treat URLs that differ only in a slash at the end as one page.")
                .values(
                        "--accept-type",
                        "TYPE,…",
                        Function.<String>identity(),
                        values -> acceptTypes = values,
                        "Read only bodies of these media types, such as text/html or image/*; repeatable. Of others,"
                                + " status and type are recorded.")
                .value(
                        "-d --depth",
                        "N",
                        Converters::fromZero,
                        value -> depth = value,
                        "How many links away from the seeds; 0 for the seeds alone.");
        return limits.addTo(requisites.addTo(group));
    }

    /** Has requisites requested, whether their option is given or not. */
    void wantRequisites() {
        requisites.want();
    }

    ScopeKind scope() {
        return scope;
    }

    CrawlOptions.Builder apply(CrawlOptions.Builder options) {
        limits.apply(options);
        requisites.apply(options);
        return options.extent(this::apply);
    }

    private void apply(CrawlExtentBuilder extent) {
        extent.scope(scope).sitemaps(sitemaps).canonicalForm(canonicalForm());
        include.forEach(extent::include);
        exclude.forEach(extent::exclude);
        for (String types : acceptTypes) {
            for (String type : types.split(",", -1)) {
                extent.acceptType(type);
            }
        }
        if (depth != null) {
            extent.depth(depth);
        }
    }

    private CanonicalForm canonicalForm() {
        CanonicalForm form = CanonicalForm.STANDARD;
        if (ignoreTracking) {
            form = form.withoutParameters(CanonicalForm.TRACKING_PARAMETERS);
        }
        return ignoreSlash ? form.withTrailingSlash(CanonicalForm.TrailingSlash.REMOVE) : form;
    }
}
