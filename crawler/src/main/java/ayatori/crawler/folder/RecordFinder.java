package ayatori.crawler.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds records by their URLs, with the index of links. */
final class RecordFinder {
    /** A larger gap between two records is not read. */
    private static final long GAP_BYTES_MAX = 256 << 10;

    private final LinkIndex index;

    RecordFinder(LinkIndex index) {
        this.index = index;
    }

    /**
     * The records in which a URL occurs.
     *
     * @param pages its own, in the order of the file
     * @param skip its own, if it was skipped
     * @param links the first of the pages that link or redirect to it
     * @param linkCount how many such pages there are
     */
    record Found(List<RecordedPage> pages, @Nullable RecordedSkip skip, List<RecordedPage> links, long linkCount) {
        /** The page's record in this very spelling, or else in another one; null if there is none. */
        @Nullable RecordedPage pageOf(String url) {
            for (RecordedPage page : pages) {
                if (page.url().equals(url)) {
                    return page;
                }
            }
            return pages.isEmpty() ? null : pages.getLast();
        }
    }

    Found find(String url, int linksMax) throws IOException, FolderException {
        List<Long> pages = new ArrayList<>();
        List<Long> skips = new ArrayList<>();
        List<Long> links = new ArrayList<>();
        long[] linkCount = {0};
        index.find(url, (kind, offset) -> {
            switch (kind) {
                case PAGE -> pages.add(offset);
                case SKIP -> skips.add(offset);
                case LINK -> {
                    if (linkCount[0]++ < linksMax) {
                        links.add(offset);
                    }
                }
            }
        });
        List<RecordedPage> own = read(CrawlFolder.PAGES, pages, RecordedPage::of);
        List<RecordedSkip> skipped = read(CrawlFolder.SKIPPED, skips, RecordedSkip::of);
        return new Found(
                own.stream().filter(page -> index.isSame(page.url(), url)).toList(),
                skipped.stream()
                        .filter(skip -> index.isSame(skip.url(), url))
                        .findFirst()
                        .orElse(null),
                read(CrawlFolder.PAGES, links, RecordedPage::of),
                linkCount[0]);
    }

    /** The record of a page; null if it has none. */
    @Nullable RecordedPage page(String url) throws IOException, FolderException {
        return find(url, 0).pageOf(url);
    }

    /** Whether a page's link to a URL may not be followed. */
    boolean isNofollow(String url, RecordedPage page) {
        List<String> links = page.links();
        return links != null
                && page.nofollow().stream().anyMatch(i -> i < links.size() && index.isSame(links.get(i), url));
    }

    private <T> List<T> read(String name, List<Long> offsets, Function<JsonNode, T> form)
            throws IOException, FolderException {
        RecordPlaces places = index.places(name);
        List<T> records = new ArrayList<>();
        if (places == null || offsets.isEmpty()) {
            return records;
        }
        Collections.sort(offsets);
        RecordLines lines = places.open(offsets.getFirst());
        try {
            long end = offsets.getFirst();
            for (long offset : offsets) {
                if (offset - end > GAP_BYTES_MAX) {
                    lines.close();
                    lines = places.open(offset);
                }
                do {
                    if (!lines.advance()) {
                        throw new IOException("a record is missing");
                    }
                } while (lines.offset() < offset);
                end = lines.offset() + lines.length();
                records.add(record(places.file(), lines, form));
            }
        } finally {
            lines.close();
        }
        return records;
    }

    private static <T> T record(Path file, RecordLines lines, Function<JsonNode, T> form) throws FolderException {
        try {
            return form.apply(JsonMapper.shared().readTree(lines.bytes(), lines.start(), lines.length()));
        } catch (JacksonException | IllegalArgumentException e) {
            IOException damaged = CrawlReader.damaged(file, lines, e);
            throw new FolderException(Objects.requireNonNull(damaged.getMessage()), damaged);
        }
    }
}
