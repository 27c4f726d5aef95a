package ayatori.cluster.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A value and the partition it goes to.
 *
 * @param bytes the value as it is written
 */
record Placed(int partition, byte[] bytes) {
    /** Writes the bytes. */
    static final Serializer<Placed> SERIALIZER = (_, placed) -> placed.bytes();

    /** Goes by the partition. */
    @SuppressWarnings("removal") // the interface has no other method that a lambda could be
    static final StreamPartitioner<@Nullable String, Placed> PARTITIONER =
            (_, _, placed, _) -> Optional.of(Set.of(placed.partition()));
}
