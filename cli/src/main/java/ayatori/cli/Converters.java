package ayatori.cli;

import ayatori.crawler.Delay;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns option values into what the crawler takes; a bad value becomes one sentence. */
final class Converters {

    private Converters() {}

    private static <T> T converted(String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    Optional.ofNullable(e.getMessage()).orElse("'" + text + "' is not valid"));
        }
    }

    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return converted(value, text -> {
                Duration duration = Quantities.duration(text);
                if (duration.isZero()) {
                    throw new IllegalArgumentException("'" + text + "' leaves no time at all");
                }
                return duration;
            });
        }
    }

    static final class OfDelay implements ITypeConverter<Delay> {
        @Override
        public Delay convert(String value) {
            return value.equals("auto")
                    ? Delay.auto()
                    : converted(value, text -> {
                        try {
                            return Delay.of(Quantities.duration(text));
                        } catch (IllegalArgumentException e) {
                            throw new IllegalArgumentException(e.getMessage() + ", 0 for none, or auto", e);
                        }
                    });
        }
    }

    static final class OfSize implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return converted(value, text -> {
                long size = Quantities.size(text);
                if (size == 0) {
                    throw new IllegalArgumentException("'" + text + "' leaves no room at all");
                }
                return size;
            });
        }
    }

    static final class FromZero implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return converted(value, text -> toInt(Quantities.count(text, 0)));
        }
    }

    static final class FromOne implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return converted(value, text -> toInt(Quantities.count(text, 1)));
        }
    }

    static final class LongFromOne implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return converted(value, text -> Quantities.count(text, 1));
        }
    }

    private static int toInt(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    /** An enum's constant by its name in lower case. */
    static <E extends Enum<E>> E constant(Class<E> type, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Converters::name)
                                .collect(Collectors.joining(", "))));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static final class OfScope implements ITypeConverter<ayatori.crawler.ScopeKind> {
        @Override
        public ayatori.crawler.ScopeKind convert(String value) {
            return constant(ayatori.crawler.ScopeKind.class, value);
        }
    }

    static final class OfFormat implements ITypeConverter<ayatori.crawler.OutputFormat> {
        @Override
        public ayatori.crawler.OutputFormat convert(String value) {
            return constant(ayatori.crawler.OutputFormat.class, value);
        }
    }

    static final class OfLinks implements ITypeConverter<ayatori.crawler.LinkDetail> {
        @Override
        public ayatori.crawler.LinkDetail convert(String value) {
            return constant(ayatori.crawler.LinkDetail.class, value);
        }
    }

    static final class OfProgress implements ITypeConverter<ProgressMode> {
        @Override
        public ProgressMode convert(String value) {
            return constant(ProgressMode.class, value);
        }
    }

    static final class OfUserAgent implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("a crawler has a name");
            }
            return converted(value, Header::checkedValue);
        }
    }

    static final class OfHeader implements ITypeConverter<Header> {
        @Override
        public Header convert(String value) {
            return converted(value, Header::parse);
        }
    }
}
