package ayatori.parquet;

import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A table's schema, for the encoder and for the footer. All columns are optional.
 *
 * @param columns the table's columns
 * @param message the schema as the encoder knows it
 * @param elements the schema as the footer has it
 */
record Schema(List<Column> columns, MessageType message, List<SchemaElement> elements) {
    /** The names that the specification gives to the parts of a list. */
    static final String LIST = "list";

    static final String ELEMENT = "element";

    static Schema of(Table table) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement("table").setNum_children(table.columns().size()));
        for (Column column : table.columns()) {
            String name = Values.wellFormed(column.name());
            if (column.type().isList()) {
                var element = Types.optional(primitive(column.type()))
                        .as(annotation(column.type()))
                        .named(ELEMENT);
                message.addField(Types.optionalGroup()
                        .as(LogicalTypeAnnotation.listType())
                        .addField(Types.repeatedGroup().addField(element).named(LIST))
                        .named(name));
                elements.add(optional(name)
                        .setNum_children(1)
                        .setConverted_type(ConvertedType.LIST)
                        .setLogicalType(LogicalType.LIST(new ListType())));
                elements.add(
                        new SchemaElement(LIST).setNum_children(1).setRepetition_type(FieldRepetitionType.REPEATED));
                elements.add(typed(optional(ELEMENT), column.type()));
            } else {
                message.addField(Types.optional(primitive(column.type()))
                        .as(annotation(column.type()))
                        .named(name));
                elements.add(typed(optional(name), column.type()));
            }
        }
        return new Schema(table.columns(), message.named("table"), elements);
    }

    private static SchemaElement optional(String name) {
        return new SchemaElement(name).setRepetition_type(FieldRepetitionType.OPTIONAL);
    }

    private static SchemaElement typed(SchemaElement element, ColumnType type) {
        element.setType(physical(primitive(type)));
        switch (type) {
            case TEXT, TEXTS, JSON ->
                element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()));
            case TIME ->
                element.setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                        .setLogicalType(
                                LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
            case INTEGER, INTEGERS, REAL, BOOLEAN -> {}
        }
        return element;
    }

    private static PrimitiveTypeName primitive(ColumnType type) {
        return switch (type) {
            case TEXT, TEXTS, JSON -> PrimitiveTypeName.BINARY;
            case INTEGER, INTEGERS, TIME -> PrimitiveTypeName.INT64;
            case REAL -> PrimitiveTypeName.DOUBLE;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
        };
    }

    /** The footer's name of a primitive type that a table may have. */
    static Type physical(PrimitiveTypeName type) {
        return type == PrimitiveTypeName.BINARY ? Type.BYTE_ARRAY : Type.valueOf(type.name());
    }

    private static @Nullable LogicalTypeAnnotation annotation(ColumnType type) {
        return switch (type) {
            case TEXT, TEXTS, JSON -> LogicalTypeAnnotation.stringType();
            case TIME -> LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS);
            case INTEGER, INTEGERS -> LogicalTypeAnnotation.intType(64, true);
            case REAL, BOOLEAN -> null;
        };
    }
}
