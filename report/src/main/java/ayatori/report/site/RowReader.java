package ayatori.report.site;

import ayatori.crawler.PageError;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedLinks;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.report.site.SiteReport.How;
import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import ayatori.report.site.SiteReport.ShownPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the records again, for the rows that are shown and for the ways that led to their pages. */
final class RowReader {
    /** Steps of a way to a page. */
    private static final int STEPS_MAX = 1_000;

    private final Site site;
    private final PageTable pages;
    private final UrlKeys keys;
    private final Judge judge;
    private final CellMaker cells;
    private final Map<Long, Integer> firstOfDuplicates;
    private final Map<Finding, int[]> chosen = new EnumMap<>(Finding.class);
    private final Map<Finding, Map<Integer, List<Row>>> rows = new EnumMap<>(Finding.class);
    private final Map<Finding, BitSet> chosenSets = new EnumMap<>(Finding.class);
    private final BitSet needed = new BitSet();
    private final Map<Integer, ShownPage> shown = new HashMap<>();

    RowReader(Site site, UrlKeys keys, Judge judge, Map<Long, Integer> firstOfDuplicates) {
        this.site = site;
        this.pages = site.pages;
        this.keys = keys;
        this.judge = judge;
        this.firstOfDuplicates = firstOfDuplicates;
        this.cells = new CellMaker(site, keys, judge, firstOfDuplicates);
    }

    /** Says which pages of a finding are shown. */
    void choose(Finding finding, int[] numbers) {
        chosen.put(finding, numbers);
        var set = new BitSet();
        Arrays.stream(numbers).forEach(set::set);
        chosenSets.put(finding, set);
        rows.put(finding, new HashMap<>());
        Arrays.stream(numbers).forEach(this::need);
        for (int page : numbers) {
            switch (finding) {
                case REDIRECT_CHAIN, REDIRECT_LOOP -> need(judge.chain(page).end());
                case NEAR_DUPLICATE -> {
                    Site.NearCopy copy = site.nearCopies.get(page);
                    need(copy == null ? -1 : copy.of());
                }
                case DUPLICATE_PAGE -> need(firstOfDuplicates.getOrDefault(pages.digest[page], page));
                case CANONICAL_BROKEN, CANONICAL_CHAIN -> {
                    int target = site.index.get(pages.canonical[page]);
                    need(target);
                    need(target < 0 ? -1 : site.index.get(pages.canonical[target]));
                }
                default -> {}
            }
        }
        if (finding == Finding.HREFLANG_RETURN) {
            var from = new BitSet();
            Arrays.stream(numbers).forEach(from::set);
            for (int i = 0; i < site.translations.size(); i++) {
                if (from.get(site.translations.from(i))) {
                    need(site.index.get(site.translations.to(i)));
                }
            }
        }
    }

    /** Says that a row names a page, and so its way is shown. */
    void need(int page) {
        int at = page;
        for (int step = 0; at >= 0 && !needed.get(at) && step < STEPS_MAX; step++) {
            needed.set(at);
            at = pages.is(at, PageTable.SEED) ? -1 : site.index.get(pages.referrer[at]);
        }
    }

    /** Reads the records. */
    void read(CrawlReader crawl) throws FolderException {
        int[] number = {0};
        try (Stream<RecordedPage> records = crawl.pages().limit(pages.size())) {
            records.forEach(page -> {
                int at = number[0]++;
                if (needed.get(at)) {
                    shown.put(at, shown(page, at));
                }
                chosenSets.forEach((finding, numbers) -> {
                    if (numbers.get(at)) {
                        Map<Integer, List<Row>> byPage = rows.get(finding);
                        if (byPage != null) {
                            byPage.put(at, cells.rows(finding, page, at));
                        }
                    }
                });
            });
        }
    }

    /** The rows of a finding, in the order in which its pages were chosen. */
    List<Row> rows(Finding finding, int limit) {
        List<Row> all = new ArrayList<>();
        Map<Integer, List<Row>> byPage = rows.getOrDefault(finding, Map.of());
        for (int page : chosen.getOrDefault(finding, new int[0])) {
            all.addAll(byPage.getOrDefault(page, List.of()));
        }
        return all.size() <= limit ? all : all.subList(0, limit);
    }

    /** The pages that rows name, and those on the ways to them. */
    Map<Integer, ShownPage> pages() {
        return Collections.unmodifiableMap(shown);
    }

    /** A page by its URL, or else the URL. */
    @Nullable Object pageOrUrl(@Nullable String url) {
        int page = url == null ? -1 : site.index.get(keys.of(url));
        return page >= 0 && needed.get(page) ? new PageRef(page) : url;
    }

    int number(@Nullable String url) {
        return site.index.get(keys.of(url));
    }

    private ShownPage shown(RecordedPage page, int at) {
        PageError error = page.error();
        boolean isSeed = pages.is(at, PageTable.SEED);
        int parent = isSeed ? -1 : site.index.get(pages.referrer[at]);
        String parentUrl = isSeed ? null : page.referrer();
        How how = parent >= 0 && pages.redirect[parent] == pages.url[at]
                ? How.REDIRECT
                : parent >= 0 && pages.is(parent, PageTable.SITEMAP)
                        ? How.SITEMAP
                        : parent < 0 && parentUrl != null && parentUrl.endsWith("/robots.txt") ? How.ROBOTS : How.LINK;
        return new ShownPage(
                page.url(),
                page.status(),
                error == null ? null : CellMaker.cut(error.kind() + ": " + error.message()),
                CellMaker.cut(page.title()),
                page.depth(),
                !site.hasLinks || pages.clicks[at] == PageTable.UNREACHED ? -1 : pages.clicks[at],
                site.hasLinks ? pages.inlinks[at] : -1,
                page.bytes(),
                page.elapsed().toMillis(),
                page.fetchedAt(),
                page.attempts(),
                CellMaker.cut(page.contentType()),
                page.redirectTo(),
                parent,
                parentUrl,
                how);
    }

    /** Rows of skipped URLs. */
    List<Row> skips(List<RecordedSkip> skips) {
        List<Row> found = new ArrayList<>();
        for (RecordedSkip skip : skips) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(skip.reason());
            cells.add(CellMaker.cut(skip.rule()));
            cells.add(pageOrUrl(skip.referrer()));
            found.add(new Row(skip.url(), cells));
        }
        return found;
    }

    /** Rows of URLs that robots.txt denies. */
    List<Row> blocked(List<RecordedSkip> skips) {
        List<Row> found = new ArrayList<>();
        for (RecordedSkip skip : skips) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(CellMaker.cut(skip.rule() == null ? skip.reason() : skip.rule()));
            cells.add(pageOrUrl(skip.referrer()));
            found.add(new Row(skip.url(), cells));
        }
        return found;
    }

    /** Rows of broken links. */
    List<Row> broken(BrokenPlaces broken, LinkTexts texts, int limit) {
        List<Row> found = new ArrayList<>();
        for (int target : broken.targets()) {
            ShownPage page = shown.get(target);
            String answer = page == null ? "" : page.error() == null ? page.answer() : page.error();
            List<Integer> places = broken.places(target);
            if (places.isEmpty()) {
                String parent = page == null ? null : page.parentUrl();
                found.add(broken(target, answer, parent == null ? "(a seed)" : pageOrUrl(parent), null));
            }
            for (int place : places) {
                found.add(broken(target, answer, new PageRef(place), texts.place(target, place)));
            }
        }
        return found.size() <= limit ? found : found.subList(0, limit);
    }

    private static Row broken(int target, String answer, @Nullable Object place, RecordedLinks.@Nullable Place link) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(answer);
        cells.add(place);
        cells.add(link == null ? null : CellMaker.cut(link.text()));
        cells.add(link == null ? null : (Object) link.line());
        return new Row(new PageRef(target), cells);
    }
}
