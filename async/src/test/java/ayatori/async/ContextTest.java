package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Context variables and scoped values. */
@Timeout(60)
final class ContextTest {
    private static final ContextVar<String> USER = ContextVar.of("user");
    private static final ContextVar<Integer> DEPTH = ContextVar.withDefault("depth", 0);
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();
    private static final ScopedValue<String> UNNAMED = ScopedValue.newInstance();

    @OnBothCarriers
    void taskGetsACopyOfItsCreatorsValues(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            USER.set("Ada");
            Task<String> child = Async.createTask(() -> {
                String inherited = USER.get();
                USER.set("child");
                Async.sleep(seconds(2));
                return inherited + USER.get();
            });
            USER.set("changed after");
            Async.sleep(seconds(1));
            assertThat(child.await()).isEqualTo("Adachild");
            assertThat(USER.get()).isEqualTo("changed after");
        });
    }

    @OnBothCarriers
    void gatheredAndGroupedTasksInheritToo(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            USER.set("Ada");
            assertThat(Async.gather(USER::get, () -> USER.get())).containsExactly("Ada", "Ada");
            TaskGroup.run(group -> group.createTask(() -> assertThat(USER.get()).isEqualTo("Ada")));
            assertThat(Async.createEagerTask(USER::get).await()).isEqualTo("Ada");
        });
    }

    @OnBothCarriers
    void toThreadAndBlockingGetACopy(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            USER.set("Ada");
            assertThat(Async.toThread(() -> {
                        DEPTH.set(DEPTH.get() + 1);
                        return USER.get() + DEPTH.get();
                    }))
                    .isEqualTo("Ada1");
            assertThat(Async.blocking(() -> {
                        USER.set("changed there");
                        return USER.get() + DEPTH.get();
                    }))
                    .isEqualTo("changed there0");
            assertThat(USER.get()).isEqualTo("Ada");
            EventLoop loop = EventLoop.current();
            assertThat(Async.toThread(
                            () -> loop.runCoroutineThreadsafe(USER::get).join()))
                    .isEqualTo("Ada");
        });
    }

    @OnBothCarriers
    void resetTakesOneChangeBack(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            ContextVar.Token<String> first = USER.set("a");
            ContextVar.Token<String> second = USER.set("b");
            DEPTH.set(7);
            USER.reset(second);
            assertThat(USER.get()).isEqualTo("a");
            USER.reset(first);
            assertThatThrownBy(USER::get)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("user");
            assertThat(USER.orElse("z")).isEqualTo("z");
            assertThat(DEPTH.get()).isEqualTo(7);
            assertThatThrownBy(() -> USER.reset(first)).isInstanceOf(IllegalStateException.class);
            ContextVar<String> other = ContextVar.of("other");
            assertThatThrownBy(() -> USER.reset(other.set("x"))).isInstanceOf(IllegalArgumentException.class);
            try (var token = USER.set("inside")) {
                assertThat(token).isNotNull();
                assertThat(USER.get()).isEqualTo("inside");
            }
            assertThat(USER.orElse("outside")).isEqualTo("outside");
        });
    }

    @Test
    void outsideATaskThereAreDefaultsOnly() {
        assertThat(DEPTH.get()).isZero();
        assertThatThrownBy(() -> USER.set("nobody's"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside a task");
    }

    @OnBothCarriers
    void namedScopedValuesAreInherited(CarrierKind carrier) throws Exception {
        var options = RunOptions.defaults().withCarrier(carrier).withScopedValues(REQUEST);
        ScopedValue.where(REQUEST, "outer").where(UNNAMED, "x").call(() -> {
            new Simulated(options).run(() -> {
                assertThat(REQUEST.get()).isEqualTo("outer");
                assertThat(UNNAMED.isBound()).isFalse();
                Task<String> child = ScopedValue.where(REQUEST, "inner")
                        .call(() -> Async.createTask(Async.coroutine("named", () -> {
                            Async.sleep(seconds(1));
                            return REQUEST.get();
                        })));
                assertThat(REQUEST.get()).isEqualTo("outer");
                assertThat(child.name()).isEqualTo("named");
                assertThat(child.await()).isEqualTo("inner");
                assertThat(Async.toThread(REQUEST::get)).isEqualTo("outer");
                assertThat(Async.blocking(REQUEST::get)).isEqualTo("outer");
            });
            return "";
        });
    }

    @OnBothCarriers
    void scopedValuesMayBeBoundAroundAwaits(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<@Nullable Void> other = Async.createTask(() -> {
                Async.sleep(seconds(1));
                assertThat(REQUEST.isBound()).isFalse();
            });
            ScopedValue.where(REQUEST, "mine").run(() -> {
                Async.sleep(seconds(2));
                assertThat(REQUEST.get()).isEqualTo("mine");
            });
            other.await();
        });
    }
}
