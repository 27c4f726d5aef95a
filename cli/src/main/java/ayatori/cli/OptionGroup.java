package ayatori.cli;

import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>Annotations would be shorter. But the JDK makes a class for each annotation type that is read, which added a tenth of
 * a second to every start.
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
     * @param label what its value is called in the help; FILE and DIR make the shell offer files or folders
     * @param conversion converts the text; throws {@link IllegalArgumentException} with a sentence for the user
     * @param setter takes the value if the option is given
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

    /** Adds an option whose value is a constant of an enum, written in lower case. */
    <E extends Enum<E>> OptionGroup choice(
            String names, String label, Class<E> type, Consumer<E> setter, String description) {
        return value(names, label, text -> Converters.constant(type, text), setter, description)
                .offering(Arrays.stream(type.getEnumConstants())
                        .map(Converters::name)
                        .toList());
    }

    /** Has the shell offer these values for the option that was added last. */
    OptionGroup offering(List<String> values) {
        OptionSpec last = options.removeLast();
        options.add(last.toBuilder().completionCandidates(values).build());
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

    /** Adds the option whose value is one of some words. */
    OptionGroup word(String names, String label, List<String> words, Consumer<String> setter, String description) {
        return value(names, label, text -> Converters.word(words, text), setter, description)
                .offering(words);
    }

    /** Adds the option that lets a file be replaced. */
    OptionGroup overwrite(Consumer<Boolean> setter) {
        return flag("--overwrite --force", setter, "Replace a file that exists.");
    }

    /** Adds the option that silences all but errors. */
    OptionGroup quiet(Consumer<Boolean> setter) {
        return flag("-q --quiet", setter, "Show nothing but errors.");
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

    /** The parameters of a command, at least one. */
    static PositionalParamSpec parameters(String label, Consumer<List<String>> setter, String description) {
        return parameters("1..*", label, setter, description);
    }

    /** The parameters of a command, perhaps none. */
    static PositionalParamSpec optionalParameters(String label, Consumer<List<String>> setter, String description) {
        return parameters("0..*", label, setter, description);
    }

    private static PositionalParamSpec parameters(
            String arity, String label, Consumer<List<String>> setter, String description) {
        var cell = new Cell<>(setter);
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .required(arity.startsWith("1"))
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
        // The fields hold the defaults: picocli must not reset them.
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

    /** Holds an option's value. Picocli reads a list back in order to add to it. */
    private static final class Cell<T> implements ISetter, IGetter {

        private final Consumer<T> setter;
        private @Nullable Object value;

        Cell(Consumer<T> setter) {
            this.setter = setter;
        }

        @Override
        @SuppressWarnings("unchecked") // the option's own converter made the value
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
