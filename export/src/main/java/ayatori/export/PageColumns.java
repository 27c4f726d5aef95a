package ayatori.export;

import ayatori.crawler.PageError;
import ayatori.crawler.PageHistory;
import ayatori.crawler.extract.PageText;
import ayatori.crawler.extract.TextOptions;
import ayatori.crawler.folder.RecordedPage;
import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The columns of the table of pages, named as in the records. A field's column has the field's name. */
final class PageColumns {
    private record PageColumn(Column column, Function<RecordedPage, @Nullable Object> value) {}

    private final List<PageColumn> all = new ArrayList<>();

    /**
     * @param fields the fields that the pages have
     * @param metadata the metadata that the pages have
     * @param text which text the pages have
     */
    PageColumns(ColumnKinds fields, ColumnKinds metadata, TextOptions text) {
        add("url", ColumnType.TEXT, RecordedPage::url);
        add("method", ColumnType.TEXT, RecordedPage::method);
        add("label", ColumnType.TEXT, RecordedPage::label);
        add("data", ColumnType.JSON, RecordedPage::data);
        add("status", ColumnType.INTEGER, page -> (long) page.status());
        add("title", ColumnType.TEXT, RecordedPage::title);
        add("depth", ColumnType.INTEGER, page -> (long) page.depth());
        add("referrer", ColumnType.TEXT, RecordedPage::referrer);
        add("contentType", ColumnType.TEXT, RecordedPage::contentType);
        add("charset", ColumnType.TEXT, RecordedPage::charset);
        add("bytes", ColumnType.INTEGER, RecordedPage::bytes);
        add("elapsedMs", ColumnType.INTEGER, page -> page.elapsed().toMillis());
        add("fetchedAt", ColumnType.TIME, RecordedPage::fetchedAt);
        add("attempts", ColumnType.INTEGER, page -> (long) page.attempts());
        add("earlierAttempts", ColumnType.JSON, PageColumns::earlierAttempts);
        add("truncated", ColumnType.TEXT, RecordedPage::truncated);
        add("sitemap", ColumnType.BOOLEAN, RecordedPage::isSitemap);
        add(
                "role",
                ColumnType.TEXT,
                page -> page.role() == null ? null : page.role().label());
        add("etag", ColumnType.TEXT, RecordedPage::etag);
        add("lastModified", ColumnType.TEXT, RecordedPage::lastModified);
        add("digest", ColumnType.TEXT, RecordedPage::digest);
        add("redirectTo", ColumnType.TEXT, RecordedPage::redirectTo);
        add("error.kind", ColumnType.TEXT, page -> error(page, PageError::kind));
        add("error.message", ColumnType.TEXT, page -> error(page, PageError::message));
        add("canonical", ColumnType.TEXT, RecordedPage::canonical);
        add("lang", ColumnType.TEXT, RecordedPage::lang);
        add(
                "change",
                ColumnType.TEXT,
                page -> page.change() == null ? null : page.change().label());
        add("history.since", ColumnType.TIME, page -> history(page, PageHistory::since));
        add("history.checks", ColumnType.INTEGER, page -> history(page, history -> (long) history.checks()));
        add("history.changes", ColumnType.INTEGER, page -> history(page, history -> (long) history.changes()));
        add("history.changedAt", ColumnType.TIME, page -> history(page, PageHistory::changedAt));
        if (!text.isEmpty()) {
            addText(text);
        }
        add(
                "linkCount",
                ColumnType.INTEGER,
                page -> page.linkCount() == null ? null : (Object) (long) page.linkCount());
        add("links", ColumnType.TEXTS, RecordedPage::links);
        add(
                "nofollow",
                ColumnType.INTEGERS,
                page -> page.nofollow().isEmpty()
                        ? null
                        : page.nofollow().stream().map(Integer::longValue).toList());
        Set<String> taken = new HashSet<>(columns().stream().map(Column::name).toList());
        fields.columns("", taken, "fields.").forEach((name, column) -> addFrom(RecordedPage::fields, name, column));
        metadata.columns("metadata.", taken, "metadata.")
                .forEach((name, column) -> addFrom(RecordedPage::metadata, name, column));
    }

    private void addText(TextOptions text) {
        add(
                "simhash",
                ColumnType.TEXT,
                page -> page.simhash() == null ? null : HexFormat.of().toHexDigits(page.simhash()));
        add("ai", ColumnType.JSON, page -> ai(page.pageText()));
        if (text.text()) {
            add("text", ColumnType.TEXT, RecordedPage::text);
        }
        if (text.markdown()) {
            add("markdown", ColumnType.TEXT, RecordedPage::markdown);
            add("anchors", ColumnType.TEXTS, page -> anchors(page.pageText()));
        }
    }

    private static @Nullable Object ai(@Nullable PageText text) {
        return text == null || text.ai().isEmpty() ? null : text.ai();
    }

    private static @Nullable Object anchors(@Nullable PageText text) {
        return text == null || text.anchors().isEmpty() ? null : text.anchors();
    }

    private void add(String name, ColumnType type, Function<RecordedPage, @Nullable Object> value) {
        all.add(new PageColumn(new Column(name, type), value));
    }

    private void addFrom(
            Function<RecordedPage, @Nullable Map<String, @Nullable Object>> object, String property, Column column) {
        all.add(new PageColumn(column, page -> ColumnKinds.value(object.apply(page), property, column.type())));
    }

    List<Column> columns() {
        return all.stream().map(PageColumn::column).toList();
    }

    Row row(RecordedPage page) {
        return column -> all.get(column).value().apply(page);
    }

    private static @Nullable String error(RecordedPage page, Function<PageError, String> part) {
        PageError error = page.error();
        return error == null ? null : part.apply(error);
    }

    private static @Nullable Object history(RecordedPage page, Function<PageHistory, @Nullable Object> part) {
        PageHistory history = page.history();
        return history == null ? null : part.apply(history);
    }

    private static @Nullable JsonNode earlierAttempts(RecordedPage page) {
        if (page.earlierAttempts().isEmpty()) {
            return null;
        }
        var attempts = JsonNodeFactory.instance.arrayNode();
        for (RecordedPage.EarlierAttempt attempt : page.earlierAttempts()) {
            var object = attempts.addObject();
            object.put("fetchedAt", attempt.fetchedAt().toString());
            object.put("elapsedMs", attempt.elapsed().toMillis());
            object.put("status", attempt.status());
            if (attempt.error() != null) {
                object.put("error", attempt.error());
            }
        }
        return attempts;
    }
}
