package ayatori.export;

import ayatori.crawler.folder.IoReasons;
import ayatori.export.table.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an export goes. It is built beside its target, under a name that ends in {@code .part}, and renamed when it is whole.
 *
 * @param out the file or folder
 * @param isFolder whether it is a folder
 * @param overwrites whether a file that exists is replaced; folders never are
 */
record Target(Path out, boolean isFolder, boolean overwrites) {
    private static final String PART = ".part";

    /** Checks that the target may be written. */
    Target {
        if (isFolder && Files.exists(out) && !isEmptyFolder(out)) {
            throw new IllegalArgumentException(
                    out + " exists already: name another folder, or remove it. --overwrite replaces files only.");
        }
        if (!isFolder && Files.isDirectory(out)) {
            throw new IllegalArgumentException(out + " is a folder: name a file.");
        }
        if (!isFolder && !overwrites && Files.exists(out)) {
            throw new IllegalArgumentException(
                    out + " exists already: name another file, or replace it by --overwrite.");
        }
    }

    static Target of(Path out, boolean isFolder, boolean overwrites) throws ExportException {
        try {
            return new Target(out, isFolder, overwrites);
        } catch (IllegalArgumentException e) {
            throw new ExportException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isEmptyFolder(Path path) {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false; // no folder, or one that cannot be read
        }
    }

    /** Where it is built. */
    Path part() {
        return out.resolveSibling(out.getFileName() + PART);
    }

    /** Makes room: creates the parent folder, and deletes what is left of an export that was killed. */
    void prepare() throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        discard();
    }

    /** Renames what was built, and returns its name: the target, or a file beside it that belongs to it. */
    Path keep(Path built) throws IOException {
        String name = String.valueOf(built.getFileName());
        Path kept = built.resolveSibling(name.substring(0, name.length() - PART.length()));
        if (isFolder) {
            Files.deleteIfExists(kept); // an empty folder
            Files.move(built, kept);
        } else if (overwrites) {
            Files.move(built, kept, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(built, kept);
        }
        return kept;
    }

    /** Deletes what was built and not kept. */
    void discard() throws IOException {
        Path part = part();
        if (!Files.exists(part)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> entries = Files.walk(part)) {
            all = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : all) {
            Files.deleteIfExists(entry);
        }
    }

    /** The sentence about a target that cannot be written. */
    ExportException unwritable(IOException e) {
        return new ExportException(out + " cannot be written: " + IoReasons.of(e) + ".", e);
    }
}
