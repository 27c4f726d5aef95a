package ayatori.crawler.extract;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of pages: each component's {@link Select} says where its value is. Immutable and safe for use by several threads.
 *
 * {@snippet :
 * // given: byte[] body
 * record Offer(@Select(".seller") String seller, @Select(".price") BigDecimal price) {}
 *
 * record Product(@Select("h1") String name, @Select("li.offer") List<Offer> offers) {}
 *
 * Product product = RecordMapper.of(Product.class).read(ParsedPage.html("https://example.org/", body));
 * }
 *
 * <p>A component is a String, int, long, double, BigDecimal, boolean, LocalDate or URI, or the wrapper of one of these; a record
 * of its own, whose rules search within the element that its {@code Select} finds; or an Optional or a List of one of these. A
 * boolean tells whether its rule finds something, unless the rule ends with {@code |bool}. A record without a {@code Select}
 * is looked for in the same place as the one around it.
 *
 * <p>A value that is missing leaves an Optional or a List empty, a boolean false, and null in a component whose type is marked
 * {@code @Nullable}. Any other component must have a value.
 *
 * @param <T> the record
 */
public final class RecordMapper<T extends Record> {
    private static final ClassValue<RecordMapper<?>> MAPPERS = new ClassValue<>() {
        @Override
        protected RecordMapper<?> computeValue(Class<?> type) {
            return compiled(type.asSubclass(Record.class), List.of());
        }
    };

    private final Class<T> type;
    private final Constructor<T> constructor;
    private final List<Component> components;

    private RecordMapper(Class<T> type, Constructor<T> constructor, List<Component> components) {
        this.type = type;
        this.constructor = constructor;
        this.components = components;
    }

    /**
     * Compiles the rules of a record, or finds what was compiled before.
     *
     * @throws IllegalArgumentException if a rule is wrong, or a component has a type that there is not: one sentence that names
     *     the record, the component, and what is wrong
     */
    @SuppressWarnings("unchecked") // the map's values are of the types of its keys
    public static <T extends Record> RecordMapper<T> of(Class<T> type) {
        return (RecordMapper<T>) MAPPERS.get(type);
    }

    /** Compiles a record inside of others, which it must not be one of. */
    static <T extends Record> RecordMapper<T> compiled(Class<T> type, List<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException("The record " + type.getSimpleName() + " contains itself.");
        }
        List<Class<?>> inside = new ArrayList<>(around);
        inside.add(type);
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(Component.of(type, component, inside));
        }
        return new RecordMapper<>(type, constructor(type), List.copyOf(components));
    }

    private static <T extends Record> Constructor<T> constructor(Class<T> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has its constructor", e);
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "The record " + type.getSimpleName() + " cannot be made: its module must open the package "
                            + type.getPackageName() + ".",
                    e);
        }
    }

    /**
     * Makes the record of a page.
     *
     * @throws IllegalStateException if a component must have a value and has none, or one that does not fit: a sentence
     */
    public T read(ParsedPage page) {
        return read(page, null);
    }

    /**
     * Makes a record of each element that a rule finds: the rows of a table, the products of a list.
     *
     * @param rule such as {@code li.product}
     * @throws IllegalStateException as {@link #read(ParsedPage)}
     */
    public List<T> readAll(ParsedPage page, String rule) {
        return FieldSpec.of("rows", rule).elements(page, null).stream()
                .map(element -> read(page, element))
                .toList();
    }

    T read(ParsedPage page, @Nullable Element root) {
        @Nullable Object[] values = new @Nullable Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = components.get(i).read(page, root);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The record " + type.getSimpleName() + " refuses the values of " + page.url() + ": " + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the constructor is accessible", e);
        }
    }
}
