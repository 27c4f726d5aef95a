package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.RunOptions;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NettyDriverTest {
    /** A wake-up that comes just before the wait begins must end it all the same: one lost and this never ends. */
    @ParameterizedTest
    @EnumSource(CarrierKind.class)
    @Timeout(60)
    void noWakeUpIsLost(CarrierKind carrier) throws Exception {
        int rounds = 30_000;
        int heard = Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            EventLoop loop = EventLoop.current();
            NettyDriver.of(loop);
            var calls = new SynchronousQueue<Promise<String>>();
            Thread caller = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int i = 0; i < rounds; i++) {
                        Promise<String> promise = calls.take();
                        loop.callSoonThreadsafe(() -> promise.setResult("heard"));
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            int answers = 0;
            for (int i = 0; i < rounds; i++) {
                Promise<String> promise = loop.createPromise();
                calls.put(promise);
                answers += promise.await().length() / "heard".length();
            }
            Async.blocking(() -> {
                caller.join();
                return "ended";
            });
            return answers;
        });
        assertThat(heard).isEqualTo(rounds);
    }
}
