package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RunOptionsTest {
    @Test
    void eachWithMethodChangesOneOption() {
        ExceptionHandler handler = context -> {};
        Clock clock = new VirtualClock();
        ScopedValue<String> scoped = ScopedValue.newInstance();
        Instrument watch = new Instrument() {};
        RunOptions options = RunOptions.defaults()
                .withName("crawl")
                .withCarrier(CarrierKind.BATON)
                .withClock(clock)
                .withSeed(7)
                .withCloseTimeout(Duration.ofSeconds(3))
                .withDebug(true)
                .withSlowStep(Duration.ofMillis(50))
                .withExceptionHandler(handler)
                .withInstrument(watch)
                .withScopedValues(scoped)
                .withInterruptHandling(false);
        assertThat(options)
                .isEqualTo(new RunOptions(
                        "crawl",
                        CarrierKind.BATON,
                        clock,
                        OptionalLong.of(7),
                        Duration.ofSeconds(3),
                        true,
                        Duration.ofMillis(50),
                        handler,
                        List.of(watch),
                        List.of(scoped),
                        false));
    }

    @Test
    void systemPropertiesChangeTheDefaults() {
        assertThat(RunOptions.defaults().debug()).isFalse();
        assertThat(with("ayatori.debug", "true", RunOptions::defaults).debug()).isTrue();
        assertThat(with("ayatori.debug", "1", RunOptions::defaults).debug()).isTrue();
        assertThat(with("ayatori.debug", "0", RunOptions::defaults).debug()).isFalse();
        assertThat(with("ayatori.carrier", "baton", RunOptions::defaults).carrier())
                .isEqualTo(CarrierKind.BATON);
        assertThat(with("ayatori.seed", "42", RunOptions::defaults).seed()).hasValue(42);
        assertThatThrownBy(() -> with("ayatori.carrier", "mule", RunOptions::defaults))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mule");
    }

    private static <T> T with(String property, String value, Supplier<T> body) {
        System.setProperty(property, value);
        try {
            return body.get();
        } finally {
            System.clearProperty(property);
        }
    }
}
