package ayatori.async.testing;

import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Creates the invocations of {@link AsyncTest} methods: one for each carrier and seed, up to the first seed that fails. */
final class AsyncTestExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), AsyncTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        AsyncTest test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), AsyncTest.class)
                .orElseThrow();
        return carriers(test).stream().flatMap(carrier -> {
            var failed = new AtomicBoolean();
            // JUnit asks for the next invocation after the last one has ended.
            return seeds(test)
                    .takeWhile(seed -> !failed.get())
                    .map(seed -> new Run(new Schedule(carrier, seed), failed));
        });
    }

    private static List<CarrierKind> carriers(AsyncTest test) {
        if (!System.getProperty("ayatori.carrier", "").isEmpty()) {
            return List.of(RunOptions.defaults().carrier());
        }
        if (test.carriers().length > 0) {
            return Arrays.asList(test.carriers());
        }
        return CarrierKind.best() == CarrierKind.LOOP
                ? List.of(CarrierKind.LOOP, CarrierKind.BATON)
                : List.of(CarrierKind.BATON);
    }

    private static Stream<OptionalLong> seeds(AsyncTest test) {
        if (test.seeds() < 1) {
            throw new IllegalArgumentException("@AsyncTest runs under one schedule or more, not " + test.seeds());
        }
        Long one = Long.getLong("ayatori.seed");
        if (one != null) {
            return Stream.of(OptionalLong.of(one));
        }
        if (test.seeds() == 1) {
            return Stream.of(OptionalLong.empty());
        }
        long count = Long.getLong("ayatori.seeds", test.seeds());
        return LongStream.rangeClosed(1, count).mapToObj(OptionalLong::of);
    }

    /** One invocation of the test method. */
    private record Run(Schedule schedule, AtomicBoolean failed, VirtualClock clock)
            implements TestTemplateInvocationContext, InvocationInterceptor, ParameterResolver, TestWatcher {
        Run(Schedule schedule, AtomicBoolean failed) {
            this(schedule, failed, new VirtualClock());
        }

        @Override
        public String getDisplayName(int invocationIndex) {
            return schedule.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            if (schedule.carrier() == CarrierKind.LOOP && CarrierKind.best() != CarrierKind.LOOP) {
                invocation.skip();
                Assumptions.abort("the loop carrier needs --add-opens java.base/java.lang=ALL-UNNAMED");
            }
            try {
                schedule.run(clock, () -> {
                    try {
                        invocation.proceed();
                    } catch (Exception | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new AssertionError(e); // the test has thrown a Throwable that is neither
                    }
                });
            } catch (TestAbortedException e) {
                throw e;
            } catch (Throwable e) {
                throw schedule.explain(e);
            }
        }

        /** Also called when a {@code BeforeEach} method has failed, which would fail under every seed. */
        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            failed.set(true);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == VirtualClock.class || type == CarrierKind.class || type == RandomGenerator.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            if (type == VirtualClock.class) {
                return clock;
            }
            return type == CarrierKind.class
                    ? schedule.carrier()
                    : new SplittableRandom(schedule.seed().orElse(0)).split();
        }
    }
}
