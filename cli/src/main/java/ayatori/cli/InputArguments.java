package ayatori.cli;

import ayatori.crawler.ScopeKind;
import ayatori.crawler.SeedFile;
import ayatori.crawler.UrlLines;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A list of URLs to start with, as long as one likes. */
final class InputArguments {
    private static final Path STANDARD_INPUT = Path.of("-");

    private @Nullable Path input;

    /** Adds the option to a group. */
    OptionGroup addTo(OptionGroup group) {
        return group.value(
                "--input",
                "FILE",
                Converters::path,
                value -> input = value,
                "Start at the URLs in a file too, one a line, or in standard input if it is -. There may be millions. Unlike"
                        + " URLs that are given here, they are left out where --include and --exclude say so.");
    }

    boolean isGiven() {
        return input != null;
    }

    /**
     * Checks the list.
     *
     * @param standardInput what is read for {@code -}; it is copied into a file that lasts as long as the process
     * @return null if none was given
     * @throws IllegalArgumentException with a sentence for the user
     */
    @Nullable SeedFile read(ScopeKind scope, InputStream standardInput) {
        Path file = input;
        if (file == null) {
            return null;
        }
        try {
            return SeedFile.read(file.equals(STANDARD_INPUT) ? copy(standardInput) : file, scope);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file + " for --input", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " for --input cannot be read", e);
        }
    }

    private static Path copy(InputStream in) throws IOException {
        Path copy = Files.createTempFile("ayatori-input", ".txt");
        copy.toFile().deleteOnExit();
        long urls = 0;
        try (UrlLines lines = UrlLines.of(in, "standard input");
                BufferedWriter out = Files.newBufferedWriter(copy)) {
            for (String url = lines.next(); url != null; url = lines.next()) {
                out.append(url).append('\n');
                urls++;
            }
        }
        if (urls == 0) {
            throw new IllegalArgumentException("standard input holds no URL");
        }
        return copy;
    }
}
