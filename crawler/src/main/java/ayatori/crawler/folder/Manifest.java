package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Recrawl;
import ayatori.crawler.sink.Folders;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code crawl.json} says of a crawl folder.
 *
 * @param format the version of the folder's layout
 * @param program the version of Ayatori that created it
 * @param created when
 * @param options the crawl's options as given, a JSON object; without credentials
 * @param recrawl the crawl that it started from; null for none
 */
public record Manifest(
        int format,
        String program,
        Instant created,
        String options,
        @Nullable Recrawl recrawl) {
    /** The format that this version writes. */
    public static final int FORMAT = 1;

    static final String NAME = "crawl.json";

    private static final JsonFactory JSON = new JsonFactory();

    /** The manifest of a new crawl. */
    public static Manifest of(CrawlOptions options, Instant created) {
        return of(options, created, null);
    }

    /** The manifest of a new crawl that starts from another; from none if that is null. */
    public static Manifest of(CrawlOptions options, Instant created, @Nullable Recrawl recrawl) {
        String version = Manifest.class.getPackage().getImplementationVersion();
        return new Manifest(FORMAT, version == null ? "unknown" : version, created, json(options), recrawl);
    }

    /** The same crawl with other options. */
    Manifest with(CrawlOptions changed) {
        return new Manifest(format, program, created, json(changed), recrawl);
    }

    /** Options as a JSON object, without credentials. */
    public static String json(CrawlOptions options) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            OptionsJson.write(json, options);
        }
        return text.toString();
    }

    /**
     * The options as given, without an output folder and without credentials: those must be {@linkplain ResumeRules added
     * again}. The cookie file is named, and read again when the crawl goes on.
     *
     * @throws FolderException if they cannot be understood
     */
    public CrawlOptions.Builder crawlOptions() throws FolderException {
        try {
            CrawlOptions.Builder read = OptionsReader.read(optionFields());
            var _ = read.build();
            return read;
        } catch (IllegalArgumentException e) {
            throw new FolderException(
                    "The options in " + NAME + " cannot be understood (" + e.getMessage()
                            + "): restore it from a copy.",
                    e);
        }
    }

    Fields optionFields() {
        return new Fields(JsonMapper.shared().readTree(options));
    }

    /** Writes the manifest: whole, or not at all. */
    void write(Path folder) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("format", format);
            json.writeStringProperty("program", program);
            json.writeStringProperty("created", created.toString());
            if (recrawl != null) {
                json.writeStringProperty("previous", recrawl.previous().toString());
                json.writeBooleanProperty("due", recrawl.due());
            }
            json.writeName("options");
            json.writeRawValue(options);
            json.writeEndObject();
        }
        Folders.writeAtomically(folder.resolve(NAME), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the manifest of a folder.
     *
     * @throws FolderException if there is none, it cannot be understood, or it is of another format
     */
    static Manifest read(Path folder) throws IOException, FolderException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(folder.resolve(NAME));
        } catch (NoSuchFileException e) {
            throw new FolderException(folder + " is not a crawl folder: it has no " + NAME + ".", e);
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(bytes);
            int format = json.path("format").asInt(0);
            if (format > FORMAT) {
                throw new FolderException("The crawl folder " + folder + " was written by a newer Ayatori ("
                        + json.path("program").asString("unknown") + "): use that version.");
            }
            if (format < 1 || !json.path("options").isObject()) {
                throw damaged(folder, null);
            }
            return new Manifest(
                    format,
                    json.path("program").asString("unknown"),
                    Instant.parse(json.path("created").asString("")),
                    json.path("options").toString(),
                    json.hasNonNull("previous")
                            ? new Recrawl(
                                    Path.of(json.path("previous").asString()),
                                    json.path("due").asBoolean(false))
                            : null);
        } catch (JacksonException | DateTimeException | InvalidPathException e) {
            throw damaged(folder, e);
        }
    }

    private static FolderException damaged(Path folder, @Nullable Exception cause) {
        return new FolderException(
                "The manifest " + folder.resolve(NAME)
                        + " is damaged: restore it from a copy; the records beside it can"
                        + " still be read as JSON lines.",
                cause);
    }
}
