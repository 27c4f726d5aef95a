package ayatori.export;

import ayatori.crawler.extract.TextOptions;
import ayatori.crawler.extract.Values;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.NearDuplicate;
import ayatori.crawler.folder.NearDuplicatePages;
import ayatori.crawler.folder.RecordedItem;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.ExportException;
import ayatori.export.table.Hints;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a crawl folder: {@code pages}, {@code skipped}, {@code links}, {@code items}, one for each kind of item, and
 * {@code near_duplicates}.
 *
 * <p>They hold the records that were there when the folder was first read, also if the crawl goes on meanwhile.
 */
public final class CrawlTables {
    /** The table of the URLs that were requested. */
    public static final String PAGES = "pages";

    /** The table of the URLs that were found and not requested. */
    public static final String SKIPPED = "skipped";

    /** The table of the links of all pages. */
    public static final String LINKS = "links";

    /** The table of the pages whose text is nearly that of another page; only of crawls that recorded fingerprints. */
    public static final String NEAR_DUPLICATES = "near_duplicates";

    /** The table of all items, their fields in one column. */
    public static final String ITEMS = "items";

    /** Kinds of items. A crawl with more has made names of something else. */
    private static final int KINDS_MAX = 1_000;

    private final CrawlReader crawl;
    private final long pageCount;
    private final long itemCount;
    private final PageColumns pageColumns;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    private CrawlTables(CrawlReader crawl, Survey survey) {
        this.crawl = crawl;
        this.pageCount = survey.pages;
        this.itemCount = survey.items;
        this.pageColumns = new PageColumns(survey.fields, survey.metadata, survey.text());
        add(new Table(PAGES, pageColumns.columns(), () -> pages().map(pageColumns::row)));
        add(new Table(
                LINKS,
                List.of(
                        new Column("from", ColumnType.TEXT),
                        new Column("to", ColumnType.TEXT),
                        new Column("position", ColumnType.INTEGER),
                        new Column("nofollow", ColumnType.BOOLEAN)),
                () -> pages().flatMap(CrawlTables::links)));
        add(new Table(
                SKIPPED,
                List.of(
                        new Column("url", ColumnType.TEXT),
                        new Column("reason", ColumnType.TEXT),
                        new Column("referrer", ColumnType.TEXT),
                        new Column("rule", ColumnType.TEXT),
                        new Column("error", ColumnType.TEXT)),
                () -> crawl.skipped().map(CrawlTables::skip)));
        if (survey.hasSimhash) {
            add(new Table(
                    NEAR_DUPLICATES,
                    List.of(
                            new Column("url", ColumnType.TEXT),
                            new Column("of", ColumnType.TEXT),
                            new Column("distance", ColumnType.INTEGER)),
                    () -> crawl.nearDuplicates(NearDuplicatePages.DISTANCE).stream()
                            .map(CrawlTables::near)));
        }
        survey.kinds.forEach(this::addItems);
    }

    /**
     * Reads a folder's records to find out which columns there are.
     *
     * @throws FolderException if there are no records, or they cannot be read
     */
    public static CrawlTables of(CrawlReader crawl) throws FolderException {
        var survey = new Survey();
        try (Stream<RecordedPage> pages = crawl.pages()) {
            pages.forEach(survey::add);
        }
        try (Stream<RecordedItem> items = crawl.items()) {
            items.forEach(survey::add);
        }
        return new CrawlTables(crawl, survey);
    }

    /** What the first reading finds. */
    private static final class Survey {
        final ColumnKinds fields = new ColumnKinds();
        final ColumnKinds metadata = new ColumnKinds();
        final Map<String, ColumnKinds> kinds = new LinkedHashMap<>();
        boolean hasSimhash;
        boolean hasText;
        boolean hasMarkdown;
        long pages;
        long items;

        void add(RecordedPage page) {
            pages++;
            fields.add(page.fields());
            metadata.add(page.metadata());
            hasSimhash |= page.simhash() != null;
            hasText |= page.text() != null;
            hasMarkdown |= page.markdown() != null;
        }

        /** Which text pages have. */
        TextOptions text() {
            return new TextOptions(hasText, hasMarkdown, hasSimhash, false);
        }

        void add(RecordedItem item) {
            items++;
            if (kinds.size() < KINDS_MAX || kinds.containsKey(item.name())) {
                kinds.computeIfAbsent(item.name(), _ -> new ColumnKinds()).add(Values.map(item.fields()));
            }
        }
    }

    private void add(Table table) {
        tables.put(table.name(), table);
    }

    private void addItems(String kind, ColumnKinds fields) {
        String name = kind;
        while (tables.containsKey(name) || name.equals(ITEMS)) {
            name = "items." + name;
        }
        List<Column> columns = new ArrayList<>(List.of(new Column("url", ColumnType.TEXT)));
        Set<String> taken = new HashSet<>(Set.of("url"));
        List<String> properties = new ArrayList<>();
        fields.columns("", taken, "fields.").forEach((property, column) -> {
            properties.add(property);
            columns.add(column);
        });
        add(new Table(
                name,
                columns,
                () -> items().filter(item -> item.name().equals(kind)).map(item -> {
                    Map<String, @Nullable Object> values = Values.map(item.fields());
                    return column -> column == 0
                            ? item.url()
                            : ColumnKinds.value(
                                    values,
                                    properties.get(column - 1),
                                    columns.get(column).type());
                })));
    }

    private Stream<RecordedPage> pages() throws FolderException {
        return crawl.pages().limit(pageCount);
    }

    private Stream<RecordedItem> items() throws FolderException {
        return crawl.items().limit(itemCount);
    }

    private static Stream<Row> links(RecordedPage page) {
        List<String> links = page.links();
        if (links == null) {
            return Stream.empty();
        }
        var nofollow = new BitSet();
        page.nofollow().forEach(nofollow::set);
        return IntStream.range(0, links.size()).mapToObj(position -> column -> switch (column) {
            case 0 -> page.url();
            case 1 -> links.get(position);
            case 2 -> (long) position;
            default -> nofollow.get(position);
        });
    }

    private static Row skip(RecordedSkip skip) {
        return column -> switch (column) {
            case 0 -> skip.url();
            case 1 -> skip.reason();
            case 2 -> skip.referrer();
            case 3 -> skip.rule();
            default -> skip.error();
        };
    }

    private static Row near(NearDuplicate page) {
        return column -> switch (column) {
            case 0 -> page.url();
            case 1 -> page.of();
            default -> (long) page.distance();
        };
    }

    /** {@return all tables but the one of all items: pages, links, skipped, near-duplicates, and one for each kind of item} */
    public List<Table> all() {
        return List.copyOf(tables.values());
    }

    /**
     * A table by its name.
     *
     * @throws ExportException if no table has that name
     */
    public Table table(String name) throws ExportException {
        Table table = tables.get(name);
        if (table != null) {
            return table;
        }
        if (name.equals(ITEMS)) {
            return new Table(
                    ITEMS,
                    List.of(
                            new Column("url", ColumnType.TEXT),
                            new Column("name", ColumnType.TEXT),
                            new Column("fields", ColumnType.JSON)),
                    () -> items().map(item -> column -> switch (column) {
                        case 0 -> item.url();
                        case 1 -> item.name();
                        default -> item.fields();
                    }));
        }
        if (name.equals(NEAR_DUPLICATES)) {
            throw new ExportException(
                    "The crawl recorded no fingerprints of its pages, so near-duplicates are not known:"
                            + " crawl with --simhash, --text or --markdown.");
        }
        List<String> names = new ArrayList<>(tables.keySet());
        names.add(ITEMS);
        throw new ExportException("The crawl has no table \"" + name + "\"" + Hints.of(name, names));
    }
}
