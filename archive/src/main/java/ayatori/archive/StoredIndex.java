package ayatori.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index and the list of pages of an archive in a folder beside it, so that a large archive is read through only once. They hold
 * as long as the archive's files have the sizes and times that they had.
 *
 * <p>A folder is made under a name of its own and then renamed. So what has the final name is whole, and two programs may make it at
 * once. Where nothing can be written, nothing is stored.
 */
final class StoredIndex {
    /** What the folder is called; behind the name of the archive if that is a file. */
    static final String NAME = "ayatori-index";

    static final String INDEX = "index.cdxj";
    static final String PAGES = "pages.jsonl";

    private static final String DESCRIPTION = "index.json";
    private static final int VERSION = 1;

    private final Path folder;
    private final ObjectNode inputs;

    private StoredIndex(Path folder, ObjectNode inputs) {
        this.folder = folder;
        this.inputs = inputs;
    }

    /**
     * What is stored.
     *
     * @param folder where the index and the list of pages are
     * @param captures how many captures there are
     * @param warnings sentences about what is wrong with the archive
     */
    record Found(Path folder, long captures, List<String> warnings) {}

    /**
     * The place for the index of an archive.
     *
     * @param archive its file or folder
     * @param files what it is made of
     */
    static StoredIndex of(Path archive, List<Path> files) throws IOException {
        Path folder = Files.isDirectory(archive)
                ? archive.resolve(NAME)
                : archive.resolveSibling(archive.getFileName() + "." + NAME);
        ObjectNode inputs = JsonMapper.shared().createObjectNode();
        for (Path file : files) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            inputs.put(
                    String.valueOf(file.getFileName()),
                    attributes.size() + " " + attributes.lastModifiedTime().toMillis());
        }
        return new StoredIndex(folder, inputs);
    }

    /** What is stored, if it is of these files as they are now; null otherwise. */
    @Nullable Found find() {
        try {
            JsonNode description = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve(DESCRIPTION)));
            boolean isWhole = Files.size(folder.resolve(INDEX))
                            == description.path("indexBytes").asLong(-1)
                    && Files.size(folder.resolve(PAGES))
                            == description.path("pagesBytes").asLong(-1);
            if (!isWhole
                    || description.path("version").asInt(0) != VERSION
                    || !description.path("files").equals(inputs)) {
                return null;
            }
            List<String> warnings = new ArrayList<>();
            description.path("warnings").forEach(warning -> warnings.add(warning.asString("")));
            return new Found(folder, description.path("captures").asLong(0), warnings);
        } catch (IOException | JacksonException e) {
            return null; // there is none, or it is damaged: it is made again
        }
    }

    /** A folder to make the index in; null if none can be made there. */
    @Nullable Path begin() {
        try {
            return Files.createTempDirectory(folder.toAbsolutePath().getParent(), "." + NAME + "-");
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Stores the index and the list of pages that were made.
     *
     * @param made the folder that was begun
     * @return where they are now: in the folder that was made if they could not be stored
     */
    Path store(Path made, long captures, List<String> warnings) {
        try {
            describe(made, captures, warnings);
            delete(folder);
            return Files.move(made, folder);
        } catch (IOException e) {
            return made; // another program was quicker, or has the old one open
        }
    }

    private void describe(Path made, long captures, List<String> warnings) throws IOException {
        ObjectNode description = JsonMapper.shared().createObjectNode();
        description
                .put("version", VERSION)
                .put("captures", captures)
                .put("indexBytes", Files.size(made.resolve(INDEX)))
                .put("pagesBytes", Files.size(made.resolve(PAGES)));
        description.set("files", inputs);
        description.set("warnings", JsonMapper.shared().valueToTree(warnings));
        Files.write(made.resolve(DESCRIPTION), JsonMapper.shared().writeValueAsBytes(description));
    }

    /** Deletes a folder and what is in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
