package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a large index as two files, which the field calls ZipNum: gzip members of 3,000 lines each, and a line for each member with
 * its first key and its place.
 */
final class ZipNum implements Closeable {
    static final String BLOCKS = "index.cdx.gz";
    static final String INDEX = "index.idx";
    private static final int LINES = 3_000;

    private final OutputStream blocks;
    private final BufferedWriter index;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private @Nullable String first;
    private int lines;
    private long offset;

    /** Creates the two files in a folder. */
    ZipNum(Path folder) throws IOException {
        blocks = new BufferedOutputStream(Files.newOutputStream(folder.resolve(BLOCKS)), 64 << 10);
        try {
            index = Files.newBufferedWriter(folder.resolve(INDEX));
        } catch (IOException e) {
            blocks.close();
            throw e;
        }
        index.append("!meta 0 ")
                .append(JsonMapper.shared()
                        .createObjectNode()
                        .put("format", "cdxj-gzip-1.0")
                        .put("filename", BLOCKS)
                        .toString())
                .append('\n');
    }

    /** Adds a line, without its line end. */
    void add(byte[] line) throws IOException {
        if (first == null) {
            String text = new String(line, UTF_8);
            first = text.substring(0, text.indexOf(" {"));
        }
        block.write(line);
        block.write('\n');
        if (++lines == LINES) {
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            block.writeTo(gzip);
        }
        byte[] bytes = compressed.toByteArray();
        blocks.write(bytes);
        index.append(first)
                .append(' ')
                .append(JsonMapper.shared()
                        .createObjectNode()
                        .put("offset", offset)
                        .put("length", bytes.length)
                        .put("digest", Measured.of(bytes).hash())
                        .put("filename", BLOCKS)
                        .toString())
                .append('\n');
        offset += bytes.length;
        block.reset();
        lines = 0;
        first = null;
    }

    @Override
    public void close() throws IOException {
        try (blocks;
                index) {
            if (lines > 0) {
                endBlock();
            }
        }
    }
}
