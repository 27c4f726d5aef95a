package ayatori.warc;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** What a WARC file is made of and what can be read alone: gzip members, zstd frames, or all the rest of a plain file. */
sealed interface Parts {
    /** Whether a part can begin at any record. */
    default boolean arePlain() {
        return false;
    }

    /**
     * Opens the part that begins at an offset.
     *
     * @throws IOException if none begins there, with a clause that says so
     */
    Part open(long at) throws IOException;

    /** Where the next part begins that can be read, after one that begins at an offset and cannot; -1 if there is none. */
    long findAfter(long at) throws IOException;

    /** One part, decompressed. */
    interface Part extends AutoCloseable {
        InputStream bytes();

        /** Where it ends in the file. Known when it has been read to its end. */
        long end() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The parts of a file. */
    static Parts of(FileChannel file) throws IOException {
        if (GzipMember.beginsAt(file, 0)) {
            return new Gzip(file);
        }
        return ZstdFrames.areIn(file) ? new Zstd(new ZstdFrames(file), file) : new Plain(file);
    }

    /** Records one after another. */
    record Plain(FileChannel file) implements Parts {
        private static final byte[] LINE_AND_VERSION = "\nWARC/".getBytes(StandardCharsets.US_ASCII);

        @Override
        public boolean arePlain() {
            return true;
        }

        @Override
        public Part open(long at) throws IOException {
            return part(new FileRange(file, at, file.size()), file.size());
        }

        @Override
        public long findAfter(long at) throws IOException {
            long found = FileRange.find(file, at, LINE_AND_VERSION);
            return found < 0 ? found : found + 1;
        }
    }

    /** Gzip members. */
    record Gzip(FileChannel file) implements Parts {
        private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 8};

        @Override
        public Part open(long at) throws IOException {
            var member = new GzipMember(file, at);
            return new Part() {
                @Override
                public InputStream bytes() {
                    return member;
                }

                @Override
                public long end() {
                    return member.end();
                }

                @Override
                public void close() {
                    member.close();
                }
            };
        }

        @Override
        public long findAfter(long at) throws IOException {
            long found = FileRange.find(file, at + 1, MAGIC);
            while (found >= 0 && !beginsWithText(found)) {
                found = FileRange.find(file, found + 1, MAGIC);
            }
            return found;
        }

        /** Whether a member that seems to begin somewhere is one, and not compressed bytes that look like it. */
        private boolean beginsWithText(long at) {
            try (var member = new GzipMember(file, at)) {
                byte[] first = member.readNBytes(5);
                for (byte b : first) {
                    if (b < ' ') {
                        return false;
                    }
                }
                return first.length == 5;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Zstd frames. */
    record Zstd(ZstdFrames frames, FileChannel file) implements Parts {
        private static final byte[] MAGIC = ByteBuffer.allocate(Integer.BYTES)
                .putInt(Integer.reverseBytes(ZstdFrames.MAGIC))
                .array();

        @Override
        public Part open(long at) throws IOException {
            long end = frames.end(at);
            if (frames.isSkippable(at)) {
                return part(InputStream.nullInputStream(), end);
            }
            var frame = new ZstdInputStreamNoFinalizer(new FileRange(file, at, end));
            byte[] dictionary = frames.dictionary();
            if (dictionary != null) {
                frame.setDict(dictionary);
            }
            return part(frame, end);
        }

        @Override
        public long findAfter(long at) throws IOException {
            long end = endOrNone(at);
            long found = end >= 0 ? end : FileRange.find(file, at + 1, MAGIC);
            while (found >= 0 && endOrNone(found) < 0) {
                found = FileRange.find(file, found + 1, MAGIC);
            }
            return found;
        }

        private long endOrNone(long at) {
            try {
                return frames.end(at);
            } catch (IOException e) {
                return -1;
            }
        }
    }

    private static Part part(InputStream bytes, long end) {
        return new Part() {
            @Override
            public InputStream bytes() {
                return bytes;
            }

            @Override
            public long end() {
                return end;
            }

            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
    }
}
