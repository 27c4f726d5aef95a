package ayatori.export.content;

import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.NearDuplicate;
import ayatori.crawler.folder.NearDuplicatePages;
import ayatori.export.folder.FolderExport;
import ayatori.export.table.ExportException;
import ayatori.export.table.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pages of a crawl as language models should read them: without those that repeat others, without those that reserve
 * themselves from that use unless the user says otherwise, and without the blocks that repeat over a site. The records are read
 * once to find these, and once more when the pages are taken.
 */
final class Corpus {
    /** The option that lets pages in that reserve themselves. */
    static final String IGNORE_OPT_OUTS = "ignore-opt-outs";

    private final ContentPages pages;
    private final boolean ignoresOptOuts;
    private final MarkdownBlocks parser = new MarkdownBlocks();
    private final RepeatedBlocks repeated = new RepeatedBlocks();
    private final Set<String> duplicates = new HashSet<>();
    private int reserved;

    /** What takes a page, and the blocks of it that are left. */
    @FunctionalInterface
    interface Taker {
        void take(ContentPage page, MarkdownBlocks.Parsed content) throws IOException;
    }

    private Corpus(ContentPages pages, boolean ignoresOptOuts) {
        this.pages = pages;
        this.ignoresOptOuts = ignoresOptOuts;
    }

    /** Reads the records once. */
    static Corpus of(FolderExport export) throws ExportException, FolderException {
        var corpus = new Corpus(ContentPages.of(export), export.option(IGNORE_OPT_OUTS) != null);
        corpus.survey();
        return corpus;
    }

    private void survey() throws FolderException {
        var near = new NearDuplicatePages();
        try (Stream<Row> rows = pages.rows()) {
            rows.forEach(row -> {
                if (isReserved(row)) {
                    reserved++;
                    return;
                }
                String url = pages.url(row);
                near.add(url, 200, pages.simhash(row), pages.text(row, "canonical"));
                repeated.add(url, parsed(pages.page(row)).blocks());
            });
        }
        near.find(NearDuplicatePages.DISTANCE).stream().map(NearDuplicate::url).forEach(duplicates::add);
        repeated.decide(duplicates);
    }

    private boolean isReserved(Row row) {
        return !ignoresOptOuts && pages.isReserved(row);
    }

    /** Gives all pages that have content, in the order of their answers. */
    void forEach(Taker taker) throws IOException, FolderException {
        try (Stream<Row> rows = pages.rows()) {
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                if (isReserved(row) || duplicates.contains(pages.url(row))) {
                    continue;
                }
                ContentPage page = pages.page(row);
                MarkdownBlocks.Parsed content = withoutRepeated(page.url(), parsed(page));
                if (content.blocks().stream().anyMatch(block -> block.kind() != Block.Kind.HEADING)) {
                    taker.take(page, content);
                }
            }
        }
    }

    private MarkdownBlocks.Parsed parsed(ContentPage page) {
        if (page.markdown() != null) {
            return parser.parse(page.markdown(), page.anchors());
        }
        List<Block> blocks = new ArrayList<>();
        for (String paragraph :
                page.text() == null ? new String[0] : page.text().split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                blocks.add(new Block(Block.Kind.TEXT, paragraph, List.of()));
            }
        }
        return new MarkdownBlocks.Parsed(blocks, List.of());
    }

    private MarkdownBlocks.Parsed withoutRepeated(String url, MarkdownBlocks.Parsed content) {
        return new MarkdownBlocks.Parsed(
                content.blocks().stream()
                        .filter(block -> !repeated.contains(url, block))
                        .toList(),
                content.headings());
    }

    /** What was left out, for the summary; empty if nothing was. */
    String leftOut() {
        List<String> parts = new ArrayList<>();
        if (!duplicates.isEmpty()) {
            parts.add(duplicates.size() + (duplicates.size() == 1 ? " near-duplicate" : " near-duplicates"));
        }
        if (reserved > 0) {
            parts.add(reserved + (reserved == 1 ? " page that reserves itself" : " pages that reserve themselves"));
        }
        return parts.isEmpty() ? "" : ", without " + String.join(" and ", parts);
    }

    /** What is wrong if there is nothing to export. */
    static ExportException nothing(FolderExport export, String kind, String option) throws FolderException {
        var wanted = export.crawl().manifest().crawlOptions().build().content().text();
        boolean isRecorded = kind.equals("Markdown") ? wanted.markdown() : wanted.text();
        return new ExportException(
                isRecorded
                        ? "There is no page with " + kind + " to export."
                        : "The crawl recorded no " + kind + " of its pages: crawl with " + option + ".");
    }
}
