package ayatori.report;

import ayatori.crawler.folder.IoReasons;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is built under another name, and moved to its own when it is whole. Of two that are made at once, one is refused. */
final class NewFile {
    private final Path target;
    private final boolean overwrites;

    /**
     * @param overwrites whether a file that exists is replaced
     * @throws ReportException if there is one that may not be replaced, or a folder
     */
    NewFile(Path target, boolean overwrites) throws ReportException {
        this.target = target;
        this.overwrites = overwrites;
        if (Files.isDirectory(target)) {
            throw new ReportException(target + " is a folder: name a file.");
        }
        if (!overwrites && Files.exists(target)) {
            throw exists();
        }
    }

    private ReportException exists() {
        return new ReportException(target + " exists already: name another file, or replace it by --overwrite.");
    }

    /** Writes to a writer. */
    @FunctionalInterface
    interface Content {
        void write(Writer writer) throws IOException;
    }

    void write(Content content) throws ReportException {
        try {
            Path parent = target.toAbsolutePath().getParent();
            if (parent == null) {
                throw new ReportException(target + " is a folder: name a file.");
            }
            Files.createDirectories(parent);
            Path part = Files.createTempFile(parent, target.getFileName() + ".", ".part");
            try {
                try (BufferedWriter writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                    content.write(writer);
                }
                move(part);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new ReportException(target + " cannot be written: " + IoReasons.of(e) + ".", e);
        }
    }

    private void move(Path part) throws IOException, ReportException {
        if (overwrites) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.move(part, target);
        } catch (FileAlreadyExistsException _) {
            throw exists();
        }
    }
}
