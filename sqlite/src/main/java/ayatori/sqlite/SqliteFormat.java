package ayatori.sqlite;

import ayatori.crawler.folder.FolderException;
import ayatori.export.format.TableFormat;
import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * An SQLite database. Times are text by ISO 8601, true and false are 1 and 0, lists and objects are JSON text, for SQLite's own
 * functions of JSON and time. {@code search} is the full-text index (FTS5) of the titles, and of the texts if there are some.
 */
public final class SqliteFormat implements TableFormat {
    private static final int BATCH_ROWS = 500;

    /** The full-text index, and what it indexes. */
    private static final String SEARCH = "search";

    private static final List<String> SEARCHED = List.of("title", "text", "metadata.description");

    /** The same where the text was recorded as Markdown only. */
    private static final List<String> SEARCHED_MARKDOWN = List.of("title", "markdown", "metadata.description");

    /** Created by the {@link java.util.ServiceLoader}. */
    public SqliteFormat() {}

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public boolean holdsSeveral() {
        return true;
    }

    @Override
    public void write(Path file, List<Table> tables) throws IOException, FolderException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setTempStore(SQLiteConfig.TempStore.FILE); // indexes are sorted on disk
        config.setCacheSize(-32_000); // KB
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri())) {
            connection.setAutoCommit(false);
            var names = new Names()
                    .reserve(List.of("pages", "links", "skipped", SEARCH))
                    .reserve(Views.ALL.stream().map(Views.View::name).toList());
            Set<String> own = new HashSet<>();
            for (Table table : tables) {
                boolean isOwn = List.of("pages", "links", "skipped").contains(table.name()) && own.add(table.name());
                write(connection, table, isOwn ? table.name() : names.unique(table.name()));
            }
            createViews(connection, tables);
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void write(Connection connection, Table table, String name) throws SQLException, FolderException {
        List<String> columns = columnNames(table);
        execute(
                connection,
                "CREATE TABLE " + Names.quoted(name) + " ("
                        + IntStream.range(0, columns.size())
                                .mapToObj(i -> Names.quoted(columns.get(i)) + " "
                                        + type(table.columns().get(i).type()))
                                .collect(Collectors.joining(", "))
                        + ")");
        List<Integer> searched = name.equals("pages") ? searched(columns) : List.of();
        if (!searched.isEmpty()) {
            execute(
                    connection,
                    "CREATE VIRTUAL TABLE " + SEARCH + " USING fts5(url UNINDEXED, "
                            + searched.stream()
                                    .map(i -> Names.quoted(columns.get(i)))
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
        insert(connection, table, name, columns.size(), searched);
        for (String indexed : Views.indexed(name)) {
            if (columns.contains(indexed)) {
                execute(
                        connection,
                        "CREATE INDEX " + Names.quoted(name + "_" + indexed) + " ON " + Names.quoted(name) + " ("
                                + Names.quoted(indexed) + ")");
            }
        }
    }

    private static List<String> columnNames(Table table) {
        var names = new Names();
        return table.columns().stream()
                .map(Column::name)
                .map(Values::wellFormed)
                .map(names::unique)
                .toList();
    }

    /** The positions of the columns in the full-text index, which also needs the URL; none if there is no such column. */
    private static List<Integer> searched(List<String> columns) {
        List<String> searched = columns.contains("text") ? SEARCHED : SEARCHED_MARKDOWN;
        return columns.contains("url")
                ? searched.stream().map(columns::indexOf).filter(i -> i >= 0).toList()
                : List.of();
    }

    private static void insert(Connection connection, Table table, String name, int columns, List<Integer> searched)
            throws SQLException, FolderException {
        int url = table.indexOf("url");
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + Names.quoted(name) + " VALUES (" + placeholders(columns) + ")");
                PreparedStatement index = connection.prepareStatement(
                        searched.isEmpty()
                                ? "SELECT 1"
                                : "INSERT INTO " + SEARCH + " VALUES (" + placeholders(searched.size() + 1) + ")");
                Stream<Row> rows = table.rows().open()) {
            int batch = 0;
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                for (int i = 0; i < columns; i++) {
                    bind(insert, i + 1, row.value(i));
                }
                insert.addBatch();
                if (!searched.isEmpty()) {
                    addToIndex(index, row, url, searched);
                }
                if (++batch == BATCH_ROWS) {
                    insert.executeBatch();
                    index.executeBatch();
                    batch = 0;
                }
            }
            insert.executeBatch();
            if (!searched.isEmpty()) {
                index.executeBatch();
            }
        }
    }

    /** Pages without any text are left out. */
    private static void addToIndex(PreparedStatement index, Row row, int url, List<Integer> searched)
            throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (int column : searched) {
            texts.add(Values.text(row.value(column)));
        }
        if (texts.stream().anyMatch(text -> text != null)) {
            index.setString(1, Values.text(row.value(url)));
            for (int i = 0; i < texts.size(); i++) {
                index.setString(i + 2, texts.get(i));
            }
            index.addBatch();
        }
    }

    private static void bind(PreparedStatement insert, int position, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> insert.setNull(position, Types.NULL);
            case Long number -> insert.setLong(position, number);
            case Double number -> insert.setDouble(position, number);
            case Boolean flag -> insert.setInt(position, flag ? 1 : 0);
            default -> {
                String text = Values.text(value);
                if (text == null) {
                    insert.setNull(position, Types.NULL);
                } else {
                    insert.setString(position, text);
                }
            }
        }
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case INTEGER, BOOLEAN -> "INTEGER";
            case REAL -> "REAL";
            case TEXT, TIME, TEXTS, INTEGERS -> "TEXT";
            case JSON -> ""; // no affinity: the text 01 stays text
        };
    }

    private static String placeholders(int count) {
        return "?" + ", ?".repeat(count - 1);
    }

    /** Views whose tables and columns are there. */
    private static void createViews(Connection connection, List<Table> tables) throws SQLException {
        Set<String> columns = new HashSet<>();
        boolean hasLinks = false;
        for (Table table : tables) {
            if (table.name().equals("pages")) {
                columns.addAll(table.names());
            }
            hasLinks |= table.name().equals("links");
        }
        for (Views.View view : Views.ALL) {
            if (columns.containsAll(view.columns()) && (hasLinks || !view.needsLinks())) {
                execute(connection, "CREATE VIEW " + view.name() + " AS " + view.query());
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
