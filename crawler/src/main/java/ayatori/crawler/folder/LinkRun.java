package ayatori.crawler.folder;

import ayatori.crawler.sink.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * A sorted part of a {@link LinkIndex}: entries of sixteen bytes, big-endian, a fingerprint and a place. Fingerprints ascend as
 * unsigned numbers, and the places of one fingerprint ascend.
 */
final class LinkRun {
    static final int ENTRY_BYTES = 16;

    private static final int BLOCK_ENTRIES = 4096;

    private LinkRun() {}

    /** Entries that gather in memory until there are enough for a run. */
    static final class Builder {
        private final long[] fingerprints;
        private final long[] places;
        private int count;

        Builder(int capacity) {
            fingerprints = new long[capacity];
            places = new long[capacity];
        }

        boolean isFull() {
            return count == fingerprints.length;
        }

        int count() {
            return count;
        }

        void add(long fingerprint, long place) {
            fingerprints[count] = fingerprint;
            places[count++] = place;
        }

        /** Writes a run, and begins anew. */
        void write(Path file) throws IOException {
            sort();
            ByteBuffer block = ByteBuffer.allocate(BLOCK_ENTRIES * ENTRY_BYTES);
            Files.deleteIfExists(file); // of an index that was not finished
            try (FileChannel channel = Folders.create(file)) {
                for (int i = 0; i < count; ) {
                    for (block.clear(); i < count && block.hasRemaining(); i++) {
                        block.putLong(fingerprints[i]).putLong(places[i]);
                    }
                    block.flip();
                    while (block.hasRemaining()) {
                        channel.write(block);
                    }
                }
            }
            count = 0;
        }

        /**
         * Sorts by buckets: fingerprints are spread evenly, so that their first bits tell nearly where each belongs. What
         * shares a bucket is sorted by insertion.
         */
        private void sort() {
            int bits = Math.max(1, 31 - Integer.numberOfLeadingZeros(Math.max(2, count)));
            int shift = Long.SIZE - bits;
            int[] starts = new int[(1 << bits) + 1];
            for (int i = 0; i < count; i++) {
                starts[(int) (fingerprints[i] >>> shift) + 1]++;
            }
            for (int bucket = 0; bucket < 1 << bits; bucket++) {
                starts[bucket + 1] += starts[bucket];
            }
            long[] sortedFingerprints = new long[count];
            long[] sortedPlaces = new long[count];
            for (int i = 0; i < count; i++) {
                int at = starts[(int) (fingerprints[i] >>> shift)]++;
                sortedFingerprints[at] = fingerprints[i];
                sortedPlaces[at] = places[i];
            }
            for (int i = 1; i < count; i++) {
                long fingerprint = sortedFingerprints[i];
                long place = sortedPlaces[i];
                int at = i;
                while (at > 0 && isBefore(fingerprint, place, sortedFingerprints[at - 1], sortedPlaces[at - 1])) {
                    sortedFingerprints[at] = sortedFingerprints[at - 1];
                    sortedPlaces[at] = sortedPlaces[at - 1];
                    at--;
                }
                sortedFingerprints[at] = fingerprint;
                sortedPlaces[at] = place;
            }
            System.arraycopy(sortedFingerprints, 0, fingerprints, 0, count);
            System.arraycopy(sortedPlaces, 0, places, 0, count);
        }

        private static boolean isBefore(long fingerprint, long place, long otherFingerprint, long otherPlace) {
            int order = Long.compareUnsigned(fingerprint, otherFingerprint);
            return order < 0 || (order == 0 && place < otherPlace);
        }
    }

    /** Gives the places of a fingerprint in a run, ascending. */
    static void find(Path file, long fingerprint, LongConsumer places) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long entries = channel.size() / ENTRY_BYTES;
            long low = 0;
            for (long high = entries; low < high; ) {
                long middle = (low + high) >>> 1;
                if (Long.compareUnsigned(read(channel, middle, 1).get(0), fingerprint) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            while (low < entries) {
                int count = (int) Math.min(BLOCK_ENTRIES, entries - low);
                LongBuffer block = read(channel, low, count);
                for (int i = 0; i < count; i++) {
                    if (block.get(2 * i) != fingerprint) {
                        return;
                    }
                    places.accept(block.get(2 * i + 1));
                }
                low += count;
            }
        }
    }

    private static LongBuffer read(FileChannel channel, long entry, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * ENTRY_BYTES);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, entry * ENTRY_BYTES + bytes.position()) < 0) {
                throw new IOException("a part of the index is shorter than it was");
            }
        }
        return bytes.flip().asLongBuffer();
    }
}
