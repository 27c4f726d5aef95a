package ayatori.export;

import ayatori.export.format.CsvFormat;
import ayatori.export.format.GraphFormat;
import ayatori.export.format.GraphmlFormat;
import ayatori.export.format.JsonlFormat;
import ayatori.export.format.SitemapFormat;
import ayatori.export.format.TableFormat;
import ayatori.export.format.UrlsFormat;
import ayatori.export.table.ExportException;
import ayatori.export.table.Hints;
import ayatori.export.table.Table;
import ayatori.export.where.ConditionParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format and the tables that a request asks for.
 *
 * @param format the format
 * @param tables the tables, with the rows and columns that were chosen
 */
record Selection(TableFormat format, List<Table> tables) {
    /** Columns of pages with lists, which are left out where lists are not nested: links are a table of their own. */
    private static final Set<String> LISTS = Set.of("links", "nofollow", "anchors");

    static Selection of(ExportRequest request, CrawlTables crawl) throws ExportException {
        TableFormat format = format(request, crawl);
        boolean hasColumnsOfItsOwn = switch (request.format()) {
            case "urls", "sitemap", "graph" -> true;
            default -> false;
        };
        if (hasColumnsOfItsOwn && !request.columns().isEmpty()) {
            throw new ExportException("The format " + request.format() + " has its own columns: leave out --columns.");
        }
        String own = switch (request.format()) {
            case "sitemap" -> CrawlTables.PAGES;
            case "graph" -> CrawlTables.LINKS;
            default -> null;
        };
        String name = request.table();
        if (own != null && name != null && !name.equals(own)) {
            throw new ExportException(
                    "The format " + request.format() + " is made of the table " + own + ": leave out --table.");
        }
        if (name == null && format.holdsSeveral()) {
            return new Selection(format, all(request, crawl, format));
        }
        Table table = crawl.table(name != null ? name : own != null ? own : CrawlTables.PAGES);
        return new Selection(format, List.of(chosen(request, table, format.nestsLinks() || hasColumnsOfItsOwn)));
    }

    /** All tables; the condition and the columns are those of pages. */
    private static List<Table> all(ExportRequest request, CrawlTables crawl, TableFormat format)
            throws ExportException {
        List<Table> tables = new ArrayList<>();
        for (Table table : crawl.all()) {
            boolean isPages = table.name().equals(CrawlTables.PAGES);
            tables.add(isPages ? chosen(request, table, format.nestsLinks()) : table);
        }
        return tables;
    }

    private static Table chosen(ExportRequest request, Table table, boolean nestsLinks) throws ExportException {
        String where = request.where();
        Table filtered = where == null ? table : table.where(ConditionParser.parse(where, table));
        if (!request.columns().isEmpty()) {
            return filtered.select(request.columns());
        }
        return nestsLinks || !table.name().equals(CrawlTables.PAGES) ? filtered : filtered.without(LISTS);
    }

    private static TableFormat format(ExportRequest request, CrawlTables crawl) throws ExportException {
        return switch (request.format()) {
            case "csv" -> new CsvFormat();
            case "jsonl" -> new JsonlFormat();
            case "urls" -> new UrlsFormat();
            case "sitemap" -> new SitemapFormat(fileName(request.out()), request.base());
            case "graph" ->
                fileName(request.out()).endsWith(".graphml")
                        ? new GraphmlFormat(crawl.table(CrawlTables.PAGES))
                        : new GraphFormat();
            default -> service(request.format());
        };
    }

    private static String fileName(@Nullable Path out) {
        return out == null ? "sitemap.xml" : String.valueOf(out.getFileName());
    }

    private static TableFormat service(String name) throws ExportException {
        if (!Export.FORMATS.contains(name)) {
            throw new ExportException("There is no format \"" + name + "\"" + Hints.of(name, Export.FORMATS));
        }
        for (TableFormat format : ServiceLoader.load(TableFormat.class, TableFormat.class.getClassLoader())) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        throw new ExportException(
                "The format " + name + " needs the module ayatori-" + name + ": put its jar on the class path.");
    }

    /** The usual suffix of a format's files. */
    static String suffix(String format) {
        return switch (format) {
            case "urls" -> ".txt";
            case "sitemap" -> "-sitemap.xml";
            case "graph" -> "-graph.csv";
            default -> "." + format;
        };
    }
}
