package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * With which options a crawl may go on.
 *
 * <p>Options that decide which URLs belong to the crawl, and in what form they are recorded, cannot change: the URLs seen so
 * far were judged by them. Limits, pace and access may. Credentials are not in the folder, so each that the crawl began with
 * must be given again.
 */
public final class ResumeRules {
    /** What cannot change: the name in the manifest, and what people call it. */
    private static final Map<String, String> FIXED = new LinkedHashMap<>();

    static {
        FIXED.put("seeds", "seeds");
        FIXED.put("requests", "requests to start with");
        FIXED.put("input", "file of URLs");
        FIXED.put("scope", "scope");
        FIXED.put("include", "include patterns");
        FIXED.put("exclude", "exclude patterns");
        FIXED.put("depth", "depth");
        FIXED.put("acceptTypes", "media types that are read");
        FIXED.put("maxRedirects", "number of redirects in a row");
        FIXED.put("followLinks", "following of links");
        FIXED.put("sitemaps", "use of sitemaps");
        FIXED.put("requisites", "use of requisites");
        FIXED.put("skipRequisites", "kinds of requisites that are left out");
        FIXED.put("trailingSlash", "rule for slashes at the end");
        FIXED.put("droppedParameters", "ignored query parameters");
        FIXED.put("robots", "use of robots.txt");
        FIXED.put("userAgent", "user agent");
        FIXED.put("from", "archives to read");
        FIXED.put("allowPrivate", "rule for private addresses");
        FIXED.put("links", "detail of links");
        FIXED.put("formats", "formats");
        FIXED.put("compression", "compression");
        FIXED.put("warcCompression", "compression of archives");
        FIXED.put("fields", "fields");
        FIXED.put("rules", "rules");
        FIXED.put("metadata", "use of metadata");
        FIXED.put("pdf", "reading of PDFs");
        FIXED.put("text", "recording of text");
        FIXED.put("markdown", "recording of Markdown");
        FIXED.put("simhash", "recording of SimHashes");
        FIXED.put("wholePage", "choice between the whole page and its main content");
    }

    /** What cannot change in a crawl that goes on, but in a recrawl, which has an output of its own. */
    private static final Set<String> OF_OUTPUT = Set.of(
            "links",
            "formats",
            "compression",
            "warcCompression",
            "fields",
            "rules",
            "metadata",
            "pdf",
            "text",
            "markdown",
            "simhash",
            "wholePage");

    private ResumeRules() {}

    /**
     * Checks the options of a crawl that is to go on.
     *
     * @param manifest of the folder
     * @param now the options to go on with, for example {@link Manifest#crawlOptions} with other limits
     * @throws FolderException if one differs that cannot change, or a credential is missing: one sentence that names it
     */
    public static void check(Manifest manifest, CrawlOptions now) throws FolderException {
        check(manifest, now, Set.of(), "when a crawl goes on");
    }

    /**
     * Checks the options of a recrawl. What its records look like may change.
     *
     * @param previous the manifest of the crawl before
     * @param now the options of the recrawl
     * @throws FolderException if one differs that cannot change, or a credential is missing: one sentence that names it
     */
    public static void checkRecrawl(Manifest previous, CrawlOptions now) throws FolderException {
        check(previous, now, OF_OUTPUT, "in a recrawl");
    }

    private static void check(Manifest manifest, CrawlOptions now, Set<String> free, String when)
            throws FolderException {
        JsonNode then = json(manifest.crawlOptions().build());
        JsonNode wanted = json(now);
        for (Map.Entry<String, String> option : FIXED.entrySet()) {
            JsonNode before = then.path(option.getKey());
            JsonNode after = wanted.path(option.getKey());
            if (!before.equals(after) && !free.contains(option.getKey())) {
                throw new FolderException("The " + option.getValue()
                        + " cannot change " + when + " (it began with " + shown(before) + ", not "
                        + shown(after) + "): leave the option out, or start a new crawl.");
            }
        }
        checkCredentials(manifest, now);
    }

    /** What must be given again if the crawl goes on, since its folder does not hold it: one phrase each, with the option. */
    static List<String> needed(Manifest manifest) {
        Fields options = manifest.optionFields();
        List<String> needed = new ArrayList<>();
        options.stringsIfAny("headers").forEach(name -> needed.add("the header " + name + " (--header)"));
        options.objects("hosts")
                .forEach(host -> host.strings("headers")
                        .forEach(name -> needed.add(
                                "the header " + name + " for " + host.string("host") + " (in ayatori.toml)")));
        options.stringsIfAny("credentials")
                .forEach(origin -> needed.add("credentials for " + origin + " (--auth-file, --netrc or --auth)"));
        Fields proxies = options.object("proxies");
        if (proxies != null) {
            proxies.stringsIfAny("logins")
                    .forEach(name -> needed.add("a password for the proxy " + name + " (--proxy)"));
        }
        return needed;
    }

    private static void checkCredentials(Manifest manifest, CrawlOptions now) throws FolderException {
        Fields then = manifest.optionFields();
        for (String header : then.stringsIfAny("headers")) {
            if (now.access().headers().keySet().stream().noneMatch(header::equalsIgnoreCase)) {
                throw missing("the header " + header + ", whose value is", "it", "--header '" + header + ": ...'");
            }
        }
        for (Fields host : then.objects("hosts")) {
            HostOptions given = now.hosts().find(host.string("host"));
            for (String header : host.strings("headers")) {
                if (given == null || given.headers().keySet().stream().noneMatch(header::equalsIgnoreCase)) {
                    throw missing(
                            "the header " + header + " for " + host.string("host") + ", whose value is",
                            "it",
                            "a table [host.\"" + host.string("host") + "\"] in ayatori.toml");
                }
            }
        }
        for (String origin : then.stringsIfAny("credentials")) {
            if (!now.access().credentials().origins().contains(origin)) {
                throw missing("credentials for " + origin + ", which are", "them", "--auth-file, --netrc or --auth");
            }
        }
        Fields proxies = then.object("proxies");
        List<String> lost = new ArrayList<>(proxies == null ? List.of() : proxies.stringsIfAny("logins"));
        lost.retainAll(OptionsJson.names(now.access().proxies(), _ -> true)); // what is not used needs no password
        lost.removeAll(OptionsJson.names(now.access().proxies(), proxy -> proxy.credentials() != null));
        if (!lost.isEmpty()) {
            throw missing("a password for the proxy " + lost.getFirst() + ", which is", "it", "--proxy");
        }
    }

    private static FolderException missing(String what, String pronoun, String option) {
        return new FolderException("The crawl began with " + what + " not kept in its folder: give " + pronoun
                + " again by " + option + ".");
    }

    private static JsonNode json(CrawlOptions options) {
        return JsonMapper.shared().readTree(Manifest.json(options));
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || (value.isArray() && value.isEmpty())) {
            return "none";
        }
        if (value.isObject()) {
            return value.path("file").asString("others");
        }
        return value.isNull() ? "no limit" : value.isString() ? value.stringValue() : value.toString();
    }
}
