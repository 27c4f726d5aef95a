package ayatori.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Options that belong together in the help, described to picocli in code.
 *
 * <p>Annotations would say the same more briefly, but the JDK makes a class for each kind of annotation that is read,
 * and that alone took the program a tenth of a second at every start.
 */
final class OptionGroup {

    private final String title;
    private final List<OptionSpec> options = new ArrayList<>();

    OptionGroup(String title) {
        this.title = title;
    }

    /**
     * Adds an option with a value.
     *
     * @param names its names, separated by spaces
     * @param label how its value is called in the help
     * @param conversion makes the value of a text; throws {@link IllegalArgumentException} with a sentence for the user
     * @param setter takes the value, if the option is given
     * @param description one or two sentences, with the default
     */
    <T> OptionGroup value(
            String names, String label, Function<String, T> conversion, Consumer<T> setter, String description) {
        var cell = new Cell<>(setter);
        options.add(builder(names, description)
                .paramLabel(label)
                .type(Object.class)
                .converters(converter(conversion))
                .setter(cell)
                .getter(cell)
                .build());
        return this;
    }

    /** Adds an option that may be given several times, each time with one value. */
    <T> OptionGroup values(
            String names, String label, Function<String, T> conversion, Consumer<List<T>> setter, String description) {
        var cell = new Cell<>(setter);
        options.add(builder(names, description)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(Object.class)
                .converters(converter(conversion))
                .setter(cell)
                .getter(cell)
                .build());
        return this;
    }

    /** Adds an option without a value. */
    OptionGroup flag(String names, Consumer<Boolean> setter, String description) {
        options.add(flagBuilder(names, setter, description).build());
        return this;
    }

    /** Adds an option without a value that the help does not show. */
    OptionGroup hiddenFlag(String names, Consumer<Boolean> setter) {
        options.add(flagBuilder(names, setter, "").hidden(true).build());
        return this;
    }

    /** Adds the options that show the help and the version. */
    OptionGroup standard() {
        options.add(builder("-h --help", "Show this help.")
                .type(boolean.class)
                .usageHelp(true)
                .build());
        options.add(builder("-V --version", "Show the version.")
                .type(boolean.class)
                .versionHelp(true)
                .build());
        return this;
    }

    /** The parameters of a command, one at least. */
    static PositionalParamSpec parameters(String label, Consumer<List<String>> setter, String description) {
        var cell = new Cell<>(setter);
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("1..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .hasInitialValue(false)
                .setter(cell)
                .getter(cell)
                .build();
    }

    String title() {
        return title;
    }

    List<OptionSpec> options() {
        return options;
    }

    private static OptionSpec.Builder flagBuilder(String names, Consumer<Boolean> setter, String description) {
        var cell = new Cell<>(setter);
        return builder(names, description).type(boolean.class).setter(cell).getter(cell);
    }

    private static OptionSpec.Builder builder(String names, String description) {
        // Fields begin with their defaults: picocli is not to reset them.
        return OptionSpec.builder(names.split(" ")).description(description).hasInitialValue(false);
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> conversion) {
        return text -> {
            try {
                return conversion.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }

    /** Where picocli keeps a value: it asks for a list again in order to add to it. */
    private static final class Cell<T> implements ISetter, IGetter {

        private final Consumer<T> setter;
        private @Nullable Object value;

        Cell(Consumer<T> setter) {
            this.setter = setter;
        }

        @Override
        @SuppressWarnings("unchecked") // what is set was made by the option's own converter
        public <V> @Nullable V set(V changed) {
            Object before = value;
            value = changed;
            setter.accept((T) changed);
            return (V) before;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli's own signature
        public <V> @Nullable V get() {
            return (V) value;
        }
    }
}
