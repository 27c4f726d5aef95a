package ayatori.report.site;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.NearDuplicate;
import ayatori.crawler.folder.NearDuplicatePages;
import ayatori.crawler.folder.RecordedPage;
import ayatori.report.site.PageFacts.Translation;
import ayatori.web.url.Url;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads all records of pages once, and notes what can be told of each page alone. */
final class Survey {
    private final Site site;
    private final UrlKeys keys;
    private final KeyIndex seeds = new KeyIndex();
    private final NearDuplicatePages texts = new NearDuplicatePages();

    private Survey(Site site, UrlKeys keys, List<String> seeds) {
        this.site = site;
        this.keys = keys;
        for (String seed : seeds) {
            Url url = Url.tryParse(seed);
            if (url != null) {
                this.seeds.put(
                        keys.of(url.withoutFragment().withoutCredentials().href()), 1);
            }
        }
    }

    static Site read(CrawlReader crawl, UrlKeys keys, CrawlOptions options) throws FolderException, IOException {
        var site = new Site();
        try (Stream<RecordedPage> pages = crawl.pages()) {
            var survey = new Survey(site, keys, options.startUrls());
            pages.forEach(survey::add);
            survey.nearCopies();
            site.otherSites.drop(site.distributions::hasHost);
            site.links.map();
            site.sections.close();
            return site;
        } catch (IOException | FolderException | RuntimeException | Error e) {
            try (site) {
                throw e;
            }
        }
    }

    private void add(RecordedPage page) {
        PageTable table = site.pages;
        int number = table.add();
        long key = keys.of(page.url());
        String origin = origin(page.url());
        String path = page.url().substring(origin.length());
        boolean isNotModified = page.status() == 304;
        boolean isGood = (page.status() >= 200 && page.status() < 300) || isNotModified;
        boolean isRedirect = page.redirectTo() != null && page.status() >= 300 && page.status() < 400;
        boolean hasFailed = page.status() == 0 || page.status() >= 400;
        table.url[number] = key;
        table.status[number] = (short) page.status();
        table.bytes[number] = page.bytes();
        table.elapsed[number] = (int) Math.min(page.elapsed().toMillis(), Integer.MAX_VALUE);
        table.answeredAt[number] =
                page.fetchedAt().toEpochMilli() + page.elapsed().toMillis();
        table.depth[number] = page.depth();
        table.clicks[number] = PageTable.UNREACHED;
        table.referrer[number] = keys.of(page.referrer());
        site.distributions.add(page, origin, isGood, hasFailed);
        site.folders.add(origin, path.isEmpty() ? "/" : path, hasFailed, page.bytes());
        table.section[number] = site.sections.add(origin, path.isEmpty() ? "/" : path);
        site.bytes += page.bytes();
        links(page, origin, number);
        if (!page.method().equals("GET")) {
            table.set(number, PageTable.OTHER_METHOD);
            return;
        }
        site.index.put(key, number);
        table.canonical[number] = isGood ? keys.of(page.canonical()) : 0;
        if (isRedirect) {
            table.set(number, PageTable.REDIRECT);
            table.redirect[number] = keys.of(page.redirectTo());
        }
        if (hasFailed) {
            table.set(number, PageTable.FAILED);
        }
        if (seeds.get(key) >= 0) {
            table.set(number, PageTable.SEED);
            table.clicks[number] = 0;
        }
        if (page.isSitemap()) {
            table.set(number, PageTable.SITEMAP);
            if (isGood) {
                site.hasSitemap = true;
                site.sitemapsReadAt = Math.max(site.sitemapsReadAt, table.answeredAt[number]);
            }
        }
        if (isGood) {
            table.set(number, PageTable.ANSWERED);
            good(page, number);
        }
    }

    private void links(RecordedPage page, String origin, int number) {
        List<String> links = page.links();
        if (links != null) {
            site.hasLinks = true;
            site.pages.links[number] = links.size();
            for (String link : links) {
                site.links.add(keys.of(link));
                site.otherSites.add(origin, link, number);
            }
        }
    }

    /** Notes what is on an HTML page. */
    private void good(RecordedPage page, int number) {
        PageTable table = site.pages;
        String type = page.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).contains("html")) {
            return;
        }
        table.set(number, PageTable.HTML);
        PageFacts facts = PageFacts.of(page);
        if (facts != null && facts.isNoindex()) {
            table.set(number, PageTable.NOINDEX);
        }
        long own = table.url[number];
        if (table.canonical[number] != 0 && table.canonical[number] != own) {
            site.canonicals.put(table.canonical[number], 1);
        }
        if (facts != null) {
            site.hasMetadata = true;
            table.set(number, PageTable.METADATA);
            for (Translation translation : facts.translations()) {
                site.translations.add(number, own, keys.of(translation.url()));
            }
            headers(page, facts, number);
        }
        if (!table.isPage(number)) {
            return;
        }
        if (table.isIndexable(number)) {
            table.digest[number] = UrlKeys.ofText(page.digest());
            site.digests.count(table.digest[number]);
            site.hasSimhash |= page.simhash() != null;
            texts.add(page);
            titles(page, facts, number);
        }
        if (facts != null) {
            content(facts, number);
        }
    }

    /** Notes which pages repeat another one, but for a few words. Those of the same bytes are duplicates anyway. */
    private void nearCopies() {
        PageTable table = site.pages;
        for (NearDuplicate copy : texts.find(NearDuplicatePages.DISTANCE)) {
            int page = site.index.get(keys.of(copy.url()));
            int of = site.index.get(keys.of(copy.of()));
            if (page >= 0 && of >= 0 && page != of && table.digest[page] != table.digest[of]) {
                site.nearCopies.put(page, new Site.NearCopy(of, copy.distance()));
                site.hit(Finding.NEAR_DUPLICATE, page);
            }
        }
    }

    private void titles(RecordedPage page, @Nullable PageFacts facts, int number) {
        PageTable table = site.pages;
        String title = page.title();
        if (title == null || title.isBlank()) {
            site.hit(Finding.TITLE_MISSING, number);
        } else {
            table.title[number] = UrlKeys.ofText(title);
            site.titles.count(table.title[number]);
            if (title.codePointCount(0, title.length()) > Limits.TITLE_CHARS) {
                site.hit(Finding.TITLE_LONG, number);
            }
        }
        if (table.canonical[number] == 0) {
            site.hit(Finding.CANONICAL_MISSING, number);
        }
        if (facts == null) {
            return;
        }
        String description = facts.description();
        if (description == null) {
            site.hit(Finding.DESCRIPTION_MISSING, number);
        } else {
            table.description[number] = UrlKeys.ofText(description);
            site.descriptions.count(table.description[number]);
            if (description.codePointCount(0, description.length()) > Limits.DESCRIPTION_CHARS) {
                site.hit(Finding.DESCRIPTION_LONG, number);
            }
        }
        if (facts.words() >= 0 && facts.words() < Limits.WORDS) {
            site.hit(Finding.THIN_PAGE, number);
        }
    }

    private void content(PageFacts facts, int number) {
        if (!facts.hasHeading()) {
            site.hit(Finding.HEADING_MISSING, number);
        }
        if (facts.images("withoutAlt") > 0) {
            site.hit(Finding.IMAGE_ALT, number);
        }
        if (facts.images("withoutSize") > 0) {
            site.hit(Finding.IMAGE_SIZE, number);
        }
    }

    private void headers(RecordedPage page, PageFacts facts, int number) {
        Map<?, ?> headers = facts.securityHeaders();
        if (headers == null) {
            return;
        }
        site.metadataPages++;
        for (SecurityHeader header : SecurityHeader.values()) {
            if (header.isIn(headers)) {
                site.headerCounts.merge(header, 1L, Long::sum);
            } else if (header.isExpected(page.url().startsWith("https:"))) {
                site.hit(Finding.SECURITY_HEADERS, number);
            }
        }
    }

    /** Scheme, host and port of a URL. */
    static String origin(String url) {
        int slash = url.indexOf('/', url.indexOf("://") + 3);
        return slash < 0 ? url : url.substring(0, slash);
    }
}
