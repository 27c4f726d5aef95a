import static ayatori.async.Async.gather;
import static ayatori.async.Async.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ayatori.async.VirtualClock;
import ayatori.async.testing.AsyncTest;
import java.time.Duration;
import java.util.List;

final class GatherTest {
    @AsyncTest
    void takesAsLongAsTheLongestTask(VirtualClock clock) throws Exception {
        List<Integer> results = gather(
                () -> {
                    sleep(Duration.ofSeconds(1));
                    return 1;
                },
                () -> {
                    sleep(Duration.ofSeconds(2));
                    return 2;
                });
        assertEquals(List.of(1, 2), results);
        assertEquals(Duration.ofSeconds(2), clock.elapsed());
    }
}
