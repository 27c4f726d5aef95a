package ayatori.crawler.extract;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, and how its value is found.
 *
 * @param name with its record, for people
 * @param rule finds it; null for a record that is looked for in the same place as the one around it
 * @param shape how many values it has
 * @param scalar the type of its values; null if they are records
 * @param nested makes its values, if they are records
 * @param isNullable whether it may be null
 */
record Component(
        String name,
        @Nullable FieldSpec rule,
        Shape shape,
        @Nullable Scalar scalar,
        @Nullable RecordMapper<?> nested,
        boolean isNullable) {
    /** How many values a component has. */
    enum Shape {
        ONE,
        OPTIONAL,
        LIST
    }

    static Component of(Class<?> record, RecordComponent component, List<Class<?>> around) {
        String name = record.getSimpleName() + "." + component.getName();
        Shape shape = Shape.ONE;
        Type type = component.getGenericType();
        if (component.getType() == List.class || component.getType() == Optional.class) {
            if (!(type instanceof ParameterizedType generic)) {
                throw new IllegalArgumentException(
                        name + " does not say of what: List<String>, for example, or Optional<String>.");
            }
            shape = component.getType() == List.class ? Shape.LIST : Shape.OPTIONAL;
            type = generic.getActualTypeArguments()[0];
        }
        Select select = component.getAnnotation(Select.class);
        Scalar scalar = Scalar.of(type);
        if (scalar == null) {
            if (!(type instanceof Class<?> inner) || !inner.isRecord()) {
                throw new IllegalArgumentException(name + " is a " + type.getTypeName() + "; a component is "
                        + Scalar.NAMES + " or a record, or an Optional or a List of one of these.");
            }
            RecordMapper<?> nested = RecordMapper.compiled(inner.asSubclass(Record.class), around);
            if (select == null && shape != Shape.ONE) {
                throw new IllegalArgumentException(name + " has no @Select, which says where its elements are.");
            }
            FieldSpec rule = select == null ? null : rule(name, component.getName(), select.value());
            return new Component(name, rule, shape, null, nested, isNullable(component));
        }
        if (select == null) {
            throw new IllegalArgumentException(name + " has no @Select, which says where its value is.");
        }
        FieldSpec rule = rule(name, component.getName(), select.value());
        FieldSpec typed = scalar.filter() == null ? rule : rule.with(Filters.of(scalar.filter(), null));
        return new Component(
                name, shape == Shape.LIST ? typed.asList() : typed, shape, scalar, null, isNullable(component));
    }

    private static FieldSpec rule(String name, String component, String rule) {
        try {
            return FieldSpec.of(component, rule);
        } catch (FieldSyntaxException e) {
            throw new IllegalArgumentException("The @Select of " + name + " is wrong. " + e.getMessage(), e);
        }
    }

    /** By the annotation's name, since there are several. */
    private static boolean isNullable(RecordComponent component) {
        return Stream.concat(
                        Stream.of(component.getAnnotations()),
                        Stream.of(component.getAnnotatedType().getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }

    @Nullable Object read(ParsedPage page, @Nullable Element root) {
        List<Object> values = nested == null ? scalars(page, root) : records(nested, page, root);
        return switch (shape) {
            case LIST -> values;
            case OPTIONAL -> values.stream().findFirst();
            case ONE -> values.isEmpty() ? absent(page) : values.getFirst();
        };
    }

    private List<Object> records(RecordMapper<?> mapper, ParsedPage page, @Nullable Element root) {
        if (rule == null) {
            return List.of(mapper.read(page, root));
        }
        List<Object> records = new ArrayList<>();
        for (Element element : rule.elements(page, root)) {
            records.add(mapper.read(page, element));
            if (shape != Shape.LIST) {
                break;
            }
        }
        return records;
    }

    private List<Object> scalars(ParsedPage page, @Nullable Element root) {
        FieldSpec spec = java.util.Objects.requireNonNull(rule);
        Scalar type = java.util.Objects.requireNonNull(scalar);
        FieldValue found = spec.read(page, root);
        Object value = found.value();
        if (found.misfit() != null && shape != Shape.LIST) {
            throw new IllegalStateException("What \"" + spec.rule() + "\" finds on " + page.url() + " is no "
                    + found.misfit() + ", which " + name + " needs.");
        }
        List<Object> values = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
            Object converted = type.convert(each);
            if (converted == null) {
                throw new IllegalStateException("What \"" + spec.rule() + "\" finds on " + page.url() + " (" + each
                        + ") does not fit " + name + ", which is " + type + ".");
            }
            values.add(converted);
        }
        return values;
    }

    private @Nullable Object absent(ParsedPage page) {
        if (scalar == Scalar.BOOLEAN) {
            return false;
        }
        if (isNullable) {
            return null;
        }
        String where = rule == null ? "" : ": nothing is found by \"" + rule.rule() + "\"";
        throw new IllegalStateException(
                page.url() + " has no value for " + name + where + ". If that may be, make it an Optional.");
    }
}
