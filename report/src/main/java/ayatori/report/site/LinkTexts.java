package ayatori.report.site;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedLinks;
import ayatori.report.site.SiteReport.ShownPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts and lines of broken links that are shown, if the crawl recorded its links in full. */
final class LinkTexts {
    private final Map<String, RecordedLinks.Place> places = new HashMap<>();
    private final Map<Integer, ShownPage> pages;

    private LinkTexts(Map<Integer, ShownPage> pages) {
        this.pages = pages;
    }

    static LinkTexts read(CrawlReader crawl, BrokenPlaces broken, Map<Integer, ShownPage> pages)
            throws FolderException {
        var texts = new LinkTexts(pages);
        if (!crawl.hasLinks()) {
            return texts;
        }
        Set<String> wanted = new HashSet<>();
        for (int target : broken.targets()) {
            for (int from : broken.places(target)) {
                wanted.add(texts.key(target, from));
            }
        }
        try (Stream<RecordedLinks> records = crawl.links()) {
            records.forEach(page -> page.links().forEach(link -> {
                String key = link.to() + " " + page.url();
                if (wanted.contains(key)) {
                    texts.places.putIfAbsent(key, link);
                }
            }));
        }
        return texts;
    }

    /** The first place on a page at which a link to another one stands; null if that is not known. */
    RecordedLinks.@Nullable Place place(int target, int from) {
        return places.get(key(target, from));
    }

    private String key(int target, int from) {
        return url(target) + " " + url(from);
    }

    private String url(int number) {
        ShownPage page = pages.get(number);
        return page == null ? "" : page.url();
    }
}
