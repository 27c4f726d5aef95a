package ayatori.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTest {
    private long now = 1_000_000_000_000L;
    private final Lease lease = new Lease(Duration.ofSeconds(6), Duration.ofSeconds(1), () -> now);

    @Test
    void beginsWhenTheCoordinatorHasConfirmedAfterAHeartbeat() {
        assertThat(lease.getAsBoolean()).isFalse();
        lease.confirm(lease.lapses());
        assertThat(lease.getAsBoolean()).isFalse();
        lease.answered(now);
        assertThat(lease.getAsBoolean()).isFalse();
        lease.confirm(lease.lapses());
        assertThat(lease.getAsBoolean()).isTrue();
    }

    @Test
    void runsFromWhenTheHeartbeatWasSent() {
        begin();
        advance(4);
        lease.answered(now - Duration.ofSeconds(2).toNanos());
        advance(2);
        assertThat(lease.getAsBoolean()).isTrue();
        advance(1);
        assertThat(lease.getAsBoolean()).isFalse();
    }

    @Test
    void aProcessThatWasFrozenMayRequestNothing() {
        begin();
        advance(60);
        assertThat(lease.getAsBoolean()).isFalse();
    }

    @Test
    void aHeartbeatAfterAFreezeDoesNotBringItBackAlone() {
        begin();
        advance(60);
        lease.answered(now);
        assertThat(lease.getAsBoolean()).isFalse();
        assertThat(lease.hasLapsed()).isTrue();
        lease.confirm(lease.lapses());
        assertThat(lease.getAsBoolean()).isTrue();
    }

    @Test
    void aConfirmationFromBeforeItRanOutDoesNotCount() {
        begin();
        long asked = lease.lapses();
        advance(60);
        assertThat(lease.getAsBoolean()).isFalse();
        lease.answered(now);
        lease.confirm(asked);
        assertThat(lease.getAsBoolean()).isFalse();
    }

    @Test
    void anOlderHeartbeatChangesNothing() {
        begin();
        lease.answered(now - Duration.ofSeconds(3).toNanos());
        advance(4);
        assertThat(lease.getAsBoolean()).isTrue();
    }

    private void begin() {
        lease.answered(now);
        lease.confirm(lease.lapses());
    }

    private void advance(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
