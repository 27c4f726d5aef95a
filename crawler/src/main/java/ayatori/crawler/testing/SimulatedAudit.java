package ayatori.crawler.testing;

import ayatori.crawler.CrawlReport;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.folder.CrawlFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what a simulated crawl has written with the web that it crawled. */
final class SimulatedAudit {
    /** One image for each segment, and the log's records that are not yet covered by images. */
    private static final int KNOWN_URL_ENTRIES_MAX = 1024 + 500;

    /** Where the requests of the page handler lead. */
    private static final String ASKED = "/asked/";

    private final SimulatedWeb web;
    private final SimulatedDisk disk;
    private final SimulatedChoices choices;
    private final Set<String> handled;

    // What is on record, by URL, and what is wrong with it.
    private Map<String, JsonNode> pages = Map.of();
    private Map<String, JsonNode> requisites = Map.of();
    private Map<String, JsonNode> skipped = Map.of();
    private List<String> problems = new ArrayList<>();

    /**
     * An audit of one crawl.
     *
     * @param handled the URLs that the page handler was given
     */
    SimulatedAudit(SimulatedWeb web, SimulatedDisk disk, SimulatedChoices choices, Set<String> handled) {
        this.web = web;
        this.disk = disk;
        this.choices = choices;
        this.handled = handled;
    }

    // ---- what the page handler does with a page

    /** Whether the handler makes a request on a page. */
    static boolean isFollowed(String url) {
        return url.endsWith("3") && !url.contains(ASKED);
    }

    /** The request that the handler makes on a page. */
    static String requestOf(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return url.substring(0, path) + ASKED + url.substring(path + 1);
    }

    /** Whether the handler asks for another try of a page. */
    static boolean isRetried(String url) {
        return url.endsWith("5");
    }

    /** Whether the handler fails on a page. */
    static boolean fails(String url) {
        return url.endsWith("7");
    }

    // ---- what must come of it

    /** What is wrong with a crawl that is done: each URL that can be reached must be on record exactly once. */
    List<String> atTheEnd(CrawlReport report) {
        read(report);
        if (report.end() != CrawlReport.End.DONE) {
            problems.add("The crawl ended as " + report.end() + ": " + report.problem());
            return problems;
        }
        if (report.queued() > 0) {
            problems.add(report.queued() + " URLs are still queued");
        }
        known().forEach((url, depth) -> mustBeOnRecord(url, depth));
        mustHaveRequisites();
        mustKeepHostLimit();
        if (choices.hasHandler()) {
            pages.keySet().stream()
                    .filter(url -> !handled.contains(url) && !url.endsWith("/sitemap.xml"))
                    .forEach(url -> problems.add(url + " was not handed to the page handler"));
        }
        // The links of each page where depth is limited, a host's record, robots.txt and cookies.
        int linksMax = choices.depth() == SimulatedChoices.NO_DEPTH ? 0 : pages.size();
        int entriesMax = linksMax + 3 * web.hosts() + 20;
        if (disk.entries() > entriesMax) {
            problems.add("The store holds " + disk.entries() + " entries at the end, more than " + entriesMax);
        }
        if (disk.knownUrlEntries() > KNOWN_URL_ENTRIES_MAX) {
            problems.add("The store holds " + disk.knownUrlEntries() + " entries of known URLs");
        }
        return problems;
    }

    /** What is wrong with a crawl that a limit ended: each known URL must be on record or queued. */
    List<String> atLimit(CrawlReport report, long pagesMax) {
        read(report);
        long answered = pages.values().stream()
                .filter(page -> page.path("status").asInt() > 0)
                .count();
        if (answered != pagesMax) {
            problems.add(answered + " pages were answered; the limit is " + pagesMax);
        }
        if (report.skipped().containsKey("budget")) {
            problems.add("URLs were given up, though the crawl may go on");
        }
        Set<String> known = new HashSet<>(known().keySet());
        known.addAll(pages.keySet());
        known.addAll(skipped.keySet());
        long accounted = pages.size() + skipped.size() + report.queued();
        // The links of a page that its handler wants tried again are known before the page is on record.
        // A requisite may be known as a page too.
        known.addAll(requisites.keySet());
        accounted += requisites.size();
        boolean mayBeMore = choices.hasHandler() || choices.hasRequisites();
        boolean isAccounted = mayBeMore ? accounted >= known.size() : accounted == known.size();
        if (!isAccounted) {
            problems.add(known.size() + " URLs are known; " + pages.size() + " are requested, " + skipped.size()
                    + " skipped, " + report.queued() + " queued");
        }
        return problems;
    }

    /** What is wrong with a crawl that a failure of the disk ended. */
    List<String> afterFailure(CrawlReport report) {
        read(report);
        String sentence = String.valueOf(report.problem());
        if (!sentence.contains("no space left on device")) {
            problems.add("The disk has failed, and the report says: " + sentence);
        }
        return problems;
    }

    private void read(CrawlReport report) {
        problems = new ArrayList<>(web.violations());
        pages = records(CrawlFolder.PAGES, record -> !record.has("role"));
        requisites = records(CrawlFolder.PAGES, record -> record.has("role"));
        skipped = records(CrawlFolder.SKIPPED, _ -> true);
        Set<String> both = new HashSet<>(pages.keySet());
        both.addAll(requisites.keySet());
        both.retainAll(skipped.keySet());
        both.forEach(url -> problems.add(url + " is on record as requested and as skipped"));
        checkItems(report.items());
        if (choices.isArchived()) {
            problems.addAll(new SimulatedArchiveAudit(disk).problems(answered()));
        }
        checkLinks();
        expect("pages", report.pages(), pages.size());
        expect("requisites", report.requisites(), requisites.size());
        expect(
                "skipped URLs",
                report.skipped().values().stream().mapToLong(count -> count).sum(),
                skipped.size());
    }

    /** How many answers of each URL are on record. */
    Map<String, Integer> answered() {
        return Stream.of(pages, requisites)
                .flatMap(records -> records.entrySet().stream())
                .filter(record -> record.getValue().path("status").asInt() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, _ -> 1, Integer::sum));
    }

    /** The URLs that the seeds and the pages on record lead to, with their least depths. */
    private Map<String, Integer> known() {
        Map<String, Integer> depths = new HashMap<>();
        Deque<String> next = new ArrayDeque<>();
        for (String seed : web.seeds()) {
            depths.put(seed, 0);
            next.add(seed);
        }
        while (!next.isEmpty()) {
            String url = next.poll();
            int depth = depths.getOrDefault(url, 0);
            SimulatedPage page = web.page(url);
            JsonNode record = pages.get(url);
            if (record != null && choices.hasHandler() && isFollowed(url)) {
                add(depths, next, requestOf(url), depth + 1, false);
            }
            if (page == null
                    || record == null
                    || page.status() != record.path("status").asInt()) {
                continue;
            }
            boolean isRedirect = page.status() == 302;
            for (String link : page.links()) {
                add(depths, next, link, isRedirect ? depth : depth + 1, isRedirect);
            }
        }
        return depths;
    }

    private static void add(Map<String, Integer> depths, Deque<String> next, String link, int depth, boolean isFirst) {
        Integer before = depths.get(link);
        if (before != null && before <= depth) {
            return;
        }
        depths.put(link, depth);
        if (isFirst) {
            next.addFirst(link);
        } else {
            next.addLast(link);
        }
    }

    /** Each page that was handled has given its item exactly once, and its request has its label. */
    private void checkItems(long reported) {
        Map<String, Integer> items = new HashMap<>();
        String text = disk.hasSink(CrawlFolder.ITEMS)
                ? new String(disk.contents(CrawlFolder.ITEMS), StandardCharsets.UTF_8)
                : "";
        text.lines()
                .forEach(line -> items.merge(
                        JsonMapper.shared().readTree(line).path("url").asString(), 1, Integer::sum));
        pages.forEach((url, record) -> {
            boolean hasItem = choices.hasHandler() && !record.has("sitemap") && !fails(url);
            int count = items.getOrDefault(url, 0);
            if (count != (hasItem ? 1 : 0)) {
                problems.add(url + " has given " + count + " items");
            }
            if (url.contains(ASKED) && !record.path("label").asString().equals("asked")) {
                problems.add(url + " has lost its label");
            }
        });
        items.keySet().stream()
                .filter(url -> !pages.containsKey(url))
                .forEach(url -> problems.add(url + " has given an item and is not on record"));
        expect("items", reported, text.lines().count());
    }

    /** Each page that has links has a record of where they stand, if that is recorded. */
    private void checkLinks() {
        if (choices.links() != LinkDetail.FULL) {
            return;
        }
        Map<String, JsonNode> places = records(CrawlFolder.LINKS, _ -> true);
        pages.forEach((url, record) -> {
            SimulatedPage page = web.page(url);
            boolean hasPlaces = record.path("status").asInt() == 200
                    && page != null
                    && page.form() == SimulatedPage.Form.HTML
                    && !record.has("sitemap")
                    && !record.has("error");
            JsonNode found = places.get(url);
            List<String> links = new ArrayList<>();
            if (found != null) {
                for (JsonNode place : found.path("links")) {
                    if (!place.has("role")) {
                        links.add(place.path("to").asString());
                    }
                }
            }
            List<String> recorded = new ArrayList<>();
            record.path("links").forEach(link -> recorded.add(link.asString()));
            if (hasPlaces
                    ? found == null || !new LinkedHashSet<>(links).equals(new LinkedHashSet<>(recorded))
                    : found != null) {
                problems.add(url + " has the links " + recorded + " and their places are " + found);
            }
        });
        places.keySet().stream()
                .filter(url -> !pages.containsKey(url))
                .forEach(url -> problems.add(url + " has places of links and is not on record"));
    }

    private void mustBeOnRecord(String url, int depth) {
        boolean isRequested = pages.containsKey(url);
        JsonNode skip = skipped.get(url);
        // A skip is not on record if the URL is a requisite.
        boolean isSkipDropped = requisites.containsKey(url) && mayBeSkipped(url, depth);
        if (!isRequested && skip == null && !isSkipDropped) {
            problems.add(url + " is not on record");
        }
        if (choices.depth() != SimulatedChoices.NO_DEPTH) {
            boolean isTooDeep = skip != null && skip.path("reason").asString().equals("depth");
            if (depth > choices.depth() ? isRequested : isTooDeep) {
                problems.add(url + " is at depth " + depth + " and was " + (isTooDeep ? "skipped" : "requested"));
            }
        }
    }

    private boolean mayBeSkipped(String url, int depth) {
        SimulatedPage.Kind kind =
                SimulatedPage.Kind.of(url.substring(originOf(url).length()));
        return depth > choices.depth()
                || choices.pagesPerHostMax() != SimulatedChoices.NO_LIMIT
                || kind == SimulatedPage.Kind.DENIED
                || kind == SimulatedPage.Kind.TRAP;
    }

    /** What the pages and the requisites on record need is on record, and no other requisites are. */
    private void mustHaveRequisites() {
        Set<String> needed = new HashSet<>();
        if (choices.hasRequisites()) {
            pages.forEach((url, record) -> needed.addAll(neededBy(url, record, false)));
            requisites.forEach((url, record) -> needed.addAll(neededBy(url, record, true)));
        }
        for (String url : needed) {
            if (!pages.containsKey(url) && !requisites.containsKey(url) && !skipped.containsKey(url)) {
                problems.add(url + " is needed and not on record");
            }
        }
        for (String url : requisites.keySet()) {
            // A page that its handler has tried again may have needed others at first.
            if (!needed.contains(url) && !choices.hasHandler()) {
                problems.add(url + " is on record as a requisite, and nothing needs it");
            }
        }
    }

    /** What is needed by a page, or by a requisite that is read: an image is not, whatever the server sends. */
    private List<String> neededBy(String url, JsonNode record, boolean isRequisite) {
        SimulatedPage page = web.page(url);
        if (page == null || page.status() != record.path("status").asInt() || record.has("error")) {
            return List.of();
        }
        if (page.status() == 302) {
            return isRequisite ? page.links() : List.of();
        }
        boolean isOpaque = isRequisite && record.path("role").asString().equals("image");
        return isOpaque || (!isRequisite && page.form() != SimulatedPage.Form.HTML) ? List.of() : page.requisites();
    }

    /** Over all processes a host gives as many pages as it may, and no more. */
    private void mustKeepHostLimit() {
        Map<String, Long> answered = pages.entrySet().stream()
                .filter(page -> page.getValue().path("status").asInt() > 0)
                .collect(Collectors.groupingBy(page -> originOf(page.getKey()), Collectors.counting()));
        answered.forEach((origin, count) -> {
            if (count > choices.pagesPerHostMax()) {
                problems.add(origin + " has given " + count + " pages, more than " + choices.pagesPerHostMax());
            }
        });
        skipped.forEach((url, skip) -> {
            long count = answered.getOrDefault(originOf(url), 0L);
            if (skip.path("reason").asString().equals("host-limit") && count < choices.pagesPerHostMax()) {
                problems.add(url + " was skipped, and its host has given " + count + " of " + choices.pagesPerHostMax()
                        + " pages");
            }
        });
    }

    private static String originOf(String url) {
        return url.substring(0, url.indexOf('/', url.indexOf("://") + 3));
    }

    private void expect(String what, long reported, long written) {
        if (reported != written) {
            problems.add("The report counts " + reported + " " + what + ", and " + written + " are written");
        }
    }

    private Map<String, JsonNode> records(String sink, Predicate<JsonNode> wanted) {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        String text = new String(disk.contents(sink), StandardCharsets.UTF_8);
        text.lines().forEach(line -> {
            try {
                JsonNode record = JsonMapper.shared().readTree(line);
                String url = record.path("url").asString();
                if (wanted.test(record) && records.put(url, record) != null) {
                    problems.add(url + " is twice in " + sink);
                }
            } catch (JacksonException e) {
                problems.add("A line of " + sink + " is not a record: " + line);
            }
        });
        return records;
    }
}
