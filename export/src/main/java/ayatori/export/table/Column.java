package ayatori.export.table;

/**
 * A column of a table.
 *
 * @param name its name, as in the records; nested names have a dot, such as {@code error.kind}
 * @param type the type of its values
 */
public record Column(String name, ColumnType type) {}
