package ayatori.export.content;

import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderReport;
import ayatori.export.folder.StreamedFormat;
import ayatori.export.table.ExportException;
import ayatori.export.table.Values;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Chunks for language models, as JSON lines. */
public final class ChunksFormat implements StreamedFormat {
    private static final String TOKENS = "tokens";
    private static final String OVERLAP = "overlap";
    private static final int TOKENS_USUAL = 512;
    private static final int TOKENS_MIN = 64;
    private static final int TOKENS_MAX = 1_000_000;

    /** Created by the {@link java.util.ServiceLoader}. */
    public ChunksFormat() {}

    @Override
    public String name() {
        return "chunks";
    }

    @Override
    public String suffix() {
        return "-chunks.jsonl";
    }

    @Override
    public boolean selectsPages() {
        return true;
    }

    @Override
    public Set<String> options() {
        return Set.of(TOKENS, OVERLAP, Corpus.IGNORE_OPT_OUTS);
    }

    @Override
    public FolderReport export(FolderExport export, OutputStream out)
            throws IOException, ExportException, FolderException {
        int tokensMax = number(export, TOKENS, TOKENS_USUAL, TOKENS_MIN, TOKENS_MAX);
        int overlap = number(export, OVERLAP, 0, 0, tokensMax / 2);
        var corpus = Corpus.of(export);
        try (var writer = new Writer(out)) {
            corpus.forEach((page, content) -> writer.write(page, Chunker.chunks(content, tokensMax, overlap)));
            if (writer.pages == 0) {
                throw Corpus.nothing(export, "Markdown", "--markdown");
            }
            return FolderReport.of((writer.chunks == 1 ? "1 chunk" : writer.chunks + " chunks") + " of "
                    + (writer.pages == 1 ? "1 page" : writer.pages + " pages") + corpus.leftOut());
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static int number(FolderExport export, String name, int usual, int min, int max) throws ExportException {
        String text = export.option(name);
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new ExportException(
                "--" + name + " takes a number from " + min + " to " + max + ", not \"" + text + "\".");
    }

    /** Writes the lines. */
    private static final class Writer implements AutoCloseable {
        private final JsonGenerator json;
        private long chunks;
        private long pages;

        Writer(OutputStream out) {
            json = JsonFactory.builder()
                    .rootValueSeparator((String) null)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build()
                    .createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
        }

        void write(ContentPage page, List<Chunk> chunks) {
            pages += chunks.isEmpty() ? 0 : 1;
            Map<List<String>, Integer> sections = new HashMap<>();
            for (Chunk chunk : chunks) {
                write(page, chunk, sections.merge(chunk.path(), 1, Integer::sum));
            }
        }

        private void write(ContentPage page, Chunk chunk, int number) {
            chunks++;
            json.writeStartObject();
            json.writeStringProperty("id", id(page.url(), chunk.path(), number));
            json.writeStringProperty("url", page.url());
            optional("anchor", chunk.anchor().isEmpty() ? null : chunk.anchor());
            optional("title", page.title());
            json.writeArrayPropertyStart("path");
            chunk.path().forEach(heading -> json.writeString(Values.wellFormed(heading)));
            json.writeEndArray();
            optional("lang", page.lang());
            json.writeNumberProperty("tokens", Tokens.count(chunk.text()));
            optional("text", chunk.text());
            json.writeEndObject();
            json.writeRaw('\n');
        }

        private void optional(String name, @Nullable String value) {
            if (value != null) {
                json.writeStringProperty(name, Values.wellFormed(value));
            }
        }

        @Override
        public void close() {
            json.close();
        }
    }

    /** By the place in the site, not by the text: it stays when the text is edited. */
    private static String id(String url, List<String> path, int number) {
        String place = url + "\n" + String.join("\n", path) + "\n" + number;
        return HexFormat.of().toHexDigits(Hashing.xxh3_64().hashCharsToLong(place));
    }
}
