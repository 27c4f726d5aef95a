package ayatori.export.content;

import ayatori.crawler.extract.PageText;
import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.table.ExportException;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of a crawl folder that were answered and have text, of those that the user has chosen. */
final class ContentPages {
    private final Table table;

    private ContentPages(Table table) {
        this.table = table;
    }

    static ContentPages of(FolderExport export) throws ExportException, FolderException {
        return new ContentPages(export.pages().open());
    }

    Stream<Row> rows() throws FolderException {
        return table.rows().open().filter(this::isAnswered);
    }

    private boolean isAnswered(Row row) {
        Long status = (Long) row.value(table.indexOf("status"));
        return status != null && ((status >= 200 && status < 300) || status == 304);
    }

    ContentPage page(Row row) {
        return new ContentPage(
                String.valueOf(text(row, "url")),
                text(row, "title"),
                text(row, "lang"),
                String.valueOf(text(row, "fetchedAt")),
                row.value(table.indexOf("depth")) instanceof Long depth ? depth : 0,
                text(row, "metadata.description"),
                text(row, "text"),
                text(row, "markdown"),
                anchors(row));
    }

    String url(Row row) {
        return String.valueOf(text(row, "url"));
    }

    @Nullable String text(Row row, String column) {
        int index = table.indexOf(column);
        return index < 0 ? null : Values.text(row.value(index));
    }

    @Nullable Long simhash(Row row) {
        String hash = text(row, "simhash");
        return hash == null ? null : (Long) HexFormat.fromHexDigitsToLong(hash);
    }

    /** Whether the page asks that language models do not use its text. */
    boolean isReserved(Row row) {
        int index = table.indexOf("ai");
        return index >= 0 && row.value(index) instanceof Map<?, ?> ai && PageText.isReserved(ai);
    }

    private List<String> anchors(Row row) {
        int index = table.indexOf("anchors");
        return index >= 0 && row.value(index) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
