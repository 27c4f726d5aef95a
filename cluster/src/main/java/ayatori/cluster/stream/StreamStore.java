package ayatori.cluster.stream;

import ayatori.crawler.store.KeyValueStore;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** A shard's store in a store of Kafka Streams, which logs its changes. */
final class StreamStore implements KeyValueStore {
    private final org.apache.kafka.streams.state.KeyValueStore<Bytes, byte[]> store;

    StreamStore(org.apache.kafka.streams.state.KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        // A copy: the cache of Streams keeps the keys of what it reads, too.
        return store.get(Bytes.wrap(key.clone()));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        // Copies: the cache keeps what it is given until the commit.
        store.put(Bytes.wrap(key.clone()), value.clone());
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key.clone()));
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return new None();
        }
        return new Range(store.range(Bytes.wrap(from.clone()), Bytes.wrap(to.clone())), to.clone());
    }

    /** A range of Streams includes its last key, which ours does not. */
    private static final class Range implements Entries {
        private final KeyValueIterator<Bytes, byte[]> entries;
        private final byte[] end;
        private @Nullable KeyValue<Bytes, byte[]> entry;

        Range(KeyValueIterator<Bytes, byte[]> entries, byte[] end) {
            this.entries = entries;
            this.end = end;
        }

        @Override
        public boolean next() {
            entry = entries.hasNext() ? entries.next() : null;
            if (entry != null && Arrays.equals(entry.key.get(), end)) {
                entry = null;
            }
            return entry != null;
        }

        @Override
        public byte[] key() {
            return current().key.get();
        }

        @Override
        public byte[] value() {
            return current().value;
        }

        private KeyValue<Bytes, byte[]> current() {
            if (entry == null) {
                throw new NoSuchElementException("the cursor stands on no entry");
            }
            return entry;
        }

        @Override
        public void close() {
            entries.close();
        }
    }

    /** An empty range. */
    private static final class None implements Entries {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public byte[] key() {
            throw new NoSuchElementException("the range is empty");
        }

        @Override
        public byte[] value() {
            throw new NoSuchElementException("the range is empty");
        }

        @Override
        public void close() {}
    }
}
