package ayatori.cluster.collect;

import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.CaptureRecord;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The archive files of the nodes, wherever they can be reached from here. */
final class ArchiveSources implements AutoCloseable {
    /** Names come from a topic: they are looked for as names only. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final int OPEN_MAX = 16;
    private static final int PIECE_BYTES = 64 << 10;

    private final List<Path> folders;

    /** The one used longest ago first. */
    private final Map<String, FileChannel> open = new LinkedHashMap<>(OPEN_MAX, 0.75f, true);

    private final byte[] piece = new byte[PIECE_BYTES];

    /** @param folders where to look first: in each, and in the folders in it. Then it looks where the nodes have written */
    ArchiveSources(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * Copies the records of a capture.
     *
     * @throws IOException with one sentence, if they cannot be reached, or are not what was written
     */
    void copy(CaptureRecord capture, SinkWriter to) throws IOException {
        CapturePlace place = capture.place();
        FileChannel file = file(place);
        long end = place.offset() + place.length();
        if (file.size() < end) {
            close(place.file()); // a copy of it may have been replaced by a longer one
            file = file(place);
        }
        if (file.size() < end) {
            throw new IOException("The archive file " + place.file() + " has " + file.size()
                    + " bytes, and the capture of "
                    + capture.url() + " ends at " + end + ": copy it again, or bring it from where it was written, "
                    + place.folder() + ".");
        }
        var checksum = new CRC32C();
        for (long at = place.offset(); at < end; ) {
            ByteBuffer into = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE_BYTES, end - at));
            int read = file.read(into, at);
            if (read < 0) {
                throw new IOException("The archive file " + place.file() + " became shorter while it was read.");
            }
            checksum.update(piece, 0, read);
            to.add(piece, read);
            at += read;
        }
        if (checksum.getValue() != place.checksum()) {
            throw new IOException(
                    "The archive file " + place.file() + " was changed after it was written, at the capture of "
                            + capture.url() + ": bring it again from where it was written, " + place.folder() + ".");
        }
    }

    private FileChannel file(CapturePlace place) throws IOException {
        FileChannel known = open.get(place.file());
        if (known != null) {
            return known;
        }
        if (open.size() >= OPEN_MAX) {
            close(open.keySet().iterator().next());
        }
        FileChannel opened = FileChannel.open(find(place));
        open.put(place.file(), opened);
        return opened;
    }

    private Path find(CapturePlace place) throws IOException {
        if (NAME.matcher(place.file()).matches()) {
            for (Path folder : candidates(place)) {
                Path file = folder.resolve(place.file());
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new IOException("The archive file " + place.file() + ", which a node has written into " + place.folder()
                + ", is not here: name the folder that has it or a copy of it by --archive-from, or leave archives out by"
                + " --no-archive.");
    }

    private List<Path> candidates(CapturePlace place) throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (Path folder : folders) {
            candidates.add(folder);
            try (Stream<Path> inside = Files.list(folder)) {
                inside.filter(Files::isDirectory).sorted().forEach(candidates::add);
            } catch (NoSuchFileException e) {
                throw new IOException("There is no folder " + folder + " for --archive-from.", e);
            } catch (IOException e) {
                throw new IOException(
                        "The folder " + folder + " for --archive-from cannot be read: " + IoReasons.of(e) + ".", e);
            }
        }
        candidates.add(Path.of(place.folder()));
        return candidates;
    }

    private void close(String name) throws IOException {
        FileChannel closing = open.remove(name);
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : List.copyOf(open.keySet())) {
            close(name);
        }
    }
}
