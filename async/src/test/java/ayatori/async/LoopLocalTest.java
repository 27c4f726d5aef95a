package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

final class LoopLocalTest {
    @OnBothCarriers
    void isMadeOncePerLoopAndClosedAtItsEnd(CarrierKind carrier) throws Exception {
        List<String> log = new ArrayList<>();
        record Kept(List<String> log) implements AutoCloseable {
            @Override
            public void close() {
                log.add("closed");
            }
        }
        new Simulated(carrier).run(() -> {
            EventLoop loop = EventLoop.current();
            Kept kept = loop.local(Kept.class, _ -> new Kept(log));
            assertThat(loop.local(Kept.class, _ -> new Kept(log))).isSameAs(kept);
            Async.createTask(() -> {
                try {
                    Async.sleep(Simulated.seconds(1));
                } finally {
                    log.add("last task ended");
                }
            });
            Async.sleep(java.time.Duration.ZERO);
        });
        assertThat(log).containsExactly("last task ended", "closed");
    }
}
