package ayatori.report.site;

import ayatori.crawler.folder.RecordedPage;
import ayatori.report.site.PageFacts.Translation;
import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the cells of a page's rows, of its record and of what is known of other pages. */
final class CellMaker {
    private final Site site;
    private final PageTable pages;
    private final UrlKeys keys;
    private final Judge judge;
    private final Map<Long, Integer> firstOfDuplicates;

    CellMaker(Site site, UrlKeys keys, Judge judge, Map<Long, Integer> firstOfDuplicates) {
        this.site = site;
        this.pages = site.pages;
        this.keys = keys;
        this.judge = judge;
        this.firstOfDuplicates = firstOfDuplicates;
    }

    /** The rows of a finding about a page. */
    List<Row> rows(Finding finding, RecordedPage page, int at) {
        if (finding == Finding.HREFLANG_RETURN) {
            return translations(page, at);
        }
        List<@Nullable Object> cells = new ArrayList<>();
        PageFacts facts = PageFacts.of(page);
        switch (finding) {
            case REDIRECT_CHAIN, REDIRECT_LOOP -> {
                Judge.Chain chain = judge.chain(at);
                cells.add(chain.hops());
                cells.add(chain.end() < 0 ? null : new PageRef(chain.end()));
                if (finding == Finding.REDIRECT_CHAIN) {
                    cells.add(chain.end() < 0 ? "not requested" : judge.answer(chain.end()));
                }
            }
            case ORPHAN -> {
                cells.add(cut(page.title()));
                int referrer = site.index.get(pages.referrer[at]);
                cells.add(
                        pages.is(at, PageTable.LISTED)
                                ? "a sitemap"
                                : referrer >= 0 && pages.redirect[referrer] == pages.url[at] ? "a redirect" : "a list");
            }
            case TITLE_DUPLICATE -> {
                cells.add(cut(page.title()));
                cells.add(site.titles.get(pages.title[at]));
            }
            case TITLE_LONG -> {
                cells.add(cut(page.title()));
                cells.add(length(page.title()));
            }
            case DESCRIPTION_DUPLICATE -> {
                cells.add(facts == null ? null : cut(facts.description()));
                cells.add(site.descriptions.get(pages.description[at]));
            }
            case DESCRIPTION_LONG -> {
                cells.add(facts == null ? null : cut(facts.description()));
                cells.add(facts == null ? null : (Object) length(facts.description()));
            }
            case THIN_PAGE -> {
                cells.add(facts == null ? null : (Object) facts.words());
                cells.add(cut(page.title()));
            }
            case DUPLICATE_PAGE -> {
                int first = firstOfDuplicates.getOrDefault(pages.digest[at], at);
                cells.add(first == at ? null : new PageRef(first));
                cells.add(site.digests.get(pages.digest[at]));
            }
            case NEAR_DUPLICATE -> {
                Site.NearCopy copy = site.nearCopies.get(at);
                cells.add(copy == null ? null : new PageRef(copy.of()));
                cells.add(copy == null ? null : (Object) copy.distance());
            }
            case SITEMAP_BROKEN -> {
                cells.add(judge.answer(at));
                cells.add(cut(page.redirectTo()));
            }
            case IMAGE_ALT, IMAGE_SIZE -> {
                String name = finding == Finding.IMAGE_ALT ? "withoutAlt" : "withoutSize";
                List<String> urls = facts == null ? List.of() : facts.imageUrls(name + "Urls");
                cells.add(facts == null ? null : (Object) facts.images(name));
                cells.add(urls.isEmpty() ? null : cut(urls.getFirst()));
            }
            case CANONICAL_BROKEN -> {
                int target = site.index.get(pages.canonical[at]);
                cells.add(target < 0 ? page.canonical() : new PageRef(target));
                cells.add(target < 0 ? "blocked by robots.txt" : judge.answer(target));
            }
            case CANONICAL_CHAIN -> {
                int target = site.index.get(pages.canonical[at]);
                int next = target < 0 ? -1 : site.index.get(pages.canonical[target]);
                cells.add(target < 0 ? page.canonical() : new PageRef(target));
                cells.add(next < 0 ? null : new PageRef(next));
            }
            case NOINDEX_CONFLICT -> {
                cells.add(judge.conflict(at));
                cells.add(facts == null ? null : cut(facts.robots()));
            }
            case SECURITY_HEADERS -> cells.add(facts == null ? null : missingHeaders(page, facts));
            case SLOWEST -> {
                cells.add(page.elapsed().toMillis());
                cells.add(cut(page.contentType()));
            }
            case LARGEST -> {
                cells.add(page.bytes());
                cells.add(cut(page.contentType()));
            }
            case MOST_LINKED -> {
                cells.add(judge.answer(at));
                cells.add(cut(page.title()));
            }
            case TITLE_MISSING -> {}
            default -> cells.add(cut(page.title()));
        }
        return List.of(new Row(new PageRef(at), cells));
    }

    private List<Row> translations(RecordedPage page, int at) {
        List<Row> found = new ArrayList<>();
        PageFacts facts = PageFacts.of(page);
        for (Translation translation : facts == null ? List.<Translation>of() : facts.translations()) {
            long key = keys.of(translation.url());
            String problem = key == pages.url[at] ? null : judge.translationProblem(at, key);
            if (problem != null) {
                List<@Nullable Object> cells = new ArrayList<>();
                cells.add(cut(translation.lang()));
                cells.add(new PageRef(site.index.get(key)));
                cells.add(problem);
                found.add(new Row(new PageRef(at), cells));
            }
        }
        return found;
    }

    private static @Nullable String missingHeaders(RecordedPage page, PageFacts facts) {
        Map<?, ?> headers = facts.securityHeaders();
        if (headers == null) {
            return null;
        }
        List<String> missing = new ArrayList<>();
        for (SecurityHeader header : SecurityHeader.values()) {
            if (header.isExpected(page.url().startsWith("https:")) && !header.isIn(headers)) {
                missing.add(header.label());
            }
        }
        return String.join(", ", missing);
    }

    /** A text as long as it is shown. */
    static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= Limits.TEXT_SHOWN ? text : text.substring(0, Limits.TEXT_SHOWN) + "…";
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.codePointCount(0, text.length());
    }
}
