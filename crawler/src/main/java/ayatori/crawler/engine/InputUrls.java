package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SeedFile;
import ayatori.crawler.UrlLines;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands the URLs of a file to the frontier, some at a time, so that millions need no memory. All of them are handed over again
 * after a resume: the frontier drops what it knows.
 */
final class InputUrls implements AutoCloseable {
    /** URLs in one step. */
    private static final int BATCH = 1_000;

    private final UrlLines lines;
    private final CanonicalForm form;
    private final ScopeFilter scope;
    private boolean isAtEnd;

    private InputUrls(UrlLines lines, CanonicalForm form, ScopeFilter scope) {
        this.lines = lines;
        this.form = form;
        this.scope = scope;
    }

    /**
     * Opens the file that the options name; null if they name none.
     *
     * @throws FolderException if it cannot be read
     */
    static @Nullable InputUrls open(CrawlOptions options, Storage storage, ScopeFilter scope) throws FolderException {
        SeedFile input = options.input();
        if (input == null) {
            return null;
        }
        Path file = Objects.requireNonNullElse(storage.input(), input.file());
        try {
            return new InputUrls(UrlLines.open(file), options.extent().canonicalForm(), scope);
        } catch (IOException e) {
            throw new FolderException("The file of URLs " + file + " cannot be read: " + IoReasons.of(e) + ".", e);
        }
    }

    /** The next URLs; empty at the end. */
    ListedLinks next() throws IOException {
        List<Url> urls = new ArrayList<>();
        while (!isAtEnd && urls.size() < BATCH) {
            String line = lines.next();
            if (line == null) {
                isAtEnd = true;
            } else {
                urls.add(Objects.requireNonNull(Url.tryParse(line)).withoutFragment());
            }
        }
        return ListedLinks.seeds(urls, form).judgedBy(scope);
    }

    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
