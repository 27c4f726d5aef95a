package ayatori.cluster.node;

import ayatori.cluster.stream.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Keeps the lease: sees by the consumer's metrics that heartbeats are answered, and asks the group coordinator whether this
 * node is a member once the lease has run out.
 */
final class LeaseKeeper {
    private static final long LOOK_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String GROUP = "consumer-coordinator-metrics";

    private final Lease lease;
    private final KafkaStreams streams;
    private final Admin admin;
    private final String group;
    private final String clientId;
    private final LongSupplier nanoTime;

    private final Map<String, Double> answered = new HashMap<>();
    private List<Metric> totals = List.of();
    private List<Metric> latencies = List.of();
    private long lookedUp;
    private long lastLook;

    /**
     * @param group the consumer group
     * @param clientId what the client ids of this node's consumers begin with
     * @param nanoTime the lease's clock
     */
    LeaseKeeper(Lease lease, KafkaStreams streams, Admin admin, String group, String clientId, LongSupplier nanoTime) {
        this.lease = lease;
        this.streams = streams;
        this.admin = admin;
        this.group = group;
        this.clientId = clientId;
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong();
        this.lookedUp = lastLook - LOOK_UP_NANOS;
    }

    /** Looks whether a heartbeat was answered since the last look. Called a few times a second by one thread. */
    void look() {
        long now = nanoTime.getAsLong();
        if (now - lookedUp >= LOOK_UP_NANOS) {
            lookedUp = now;
            lookUp();
        }
        if (wasAnswered()) {
            // It was answered after the last look, so it was sent no earlier than that less the time that answers take.
            OptionalLong latency = latencyNanos();
            latency.ifPresent(nanos -> lease.answered(lastLook - nanos));
            if (lease.hasLapsed()) {
                confirm();
            }
        }
        lastLook = now;
    }

    private void lookUp() {
        List<Metric> foundTotals = new ArrayList<>();
        List<Metric> foundLatencies = new ArrayList<>();
        streams.metrics().forEach((name, metric) -> {
            if (isOfHeartbeats(name)) {
                if (name.name().equals("heartbeat-total")) {
                    foundTotals.add(metric);
                } else if (name.name().equals("heartbeat-response-time-max")) {
                    foundLatencies.add(metric);
                }
            }
        });
        totals = foundTotals;
        latencies = foundLatencies;
    }

    private static boolean isOfHeartbeats(MetricName name) {
        return name.group().equals(GROUP) && name.name().startsWith("heartbeat-");
    }

    private boolean wasAnswered() {
        boolean any = false;
        for (Metric total : totals) {
            double value = number(total);
            Double before =
                    answered.put(String.valueOf(total.metricName().tags().get("client-id")), value);
            any |= before != null && value > before;
        }
        return any;
    }

    /** The longest time that one of the last answers took; empty if Kafka has forgotten it already, since this thread was late. */
    private OptionalLong latencyNanos() {
        double millis = -1;
        for (Metric latency : latencies) {
            if (latency.metricValue() instanceof Double value && !value.isNaN()) {
                millis = Math.max(millis, value);
            }
        }
        return millis < 0 ? OptionalLong.empty() : OptionalLong.of((long) (millis * 1e6));
    }

    private static double number(Metric metric) {
        return metric.metricValue() instanceof Double value && !value.isNaN() ? value : 0;
    }

    private void confirm() {
        long asked = lease.lapses();
        var _ = admin.describeConsumerGroups(List.of(group)).all().whenComplete((groups, _) -> {
            ConsumerGroupDescription description = groups == null ? null : groups.get(group);
            if (description == null) {
                confirmByStreamsGroup(asked);
            } else {
                confirm(asked, description.members().stream().map(MemberDescription::clientId));
            }
        });
    }

    /** The group is of another kind if the node was set to {@code group.protocol=streams}. */
    private void confirmByStreamsGroup(long asked) {
        var _ = admin.describeStreamsGroups(List.of(group)).all().whenComplete((groups, _) -> {
            StreamsGroupDescription description = groups == null ? null : groups.get(group);
            if (description != null) {
                confirm(asked, description.members().stream().map(StreamsGroupMemberDescription::clientId));
            }
        });
    }

    private void confirm(long asked, Stream<String> members) {
        if (members.anyMatch(member -> member.startsWith(clientId + "-StreamThread-"))) {
            lease.confirm(asked);
        }
    }
}
