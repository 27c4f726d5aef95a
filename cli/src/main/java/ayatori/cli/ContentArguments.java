package ayatori.cli;

import ayatori.crawler.CrawlContentBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.extract.FieldSpec;
import ayatori.crawler.extract.RulesFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is taken out of pages. */
final class ContentArguments {
    /** Larger files are not files of rules. */
    private static final long RULES_BYTES_MAX = 4 << 20;

    private List<String> fields = List.of();
    private @Nullable Path rules;
    private boolean metadata;
    private boolean pdf;
    private boolean text;
    private boolean markdown;
    private boolean simhash;
    private boolean wholePage;

    OptionGroup options() {
        return new OptionGroup("Content:")
                .values(
                        "--field",
                        "NAME=RULE",
                        ContentArguments::field,
                        values -> fields = values,
                        "Take a field out of every page, such as price=.price::text|number: a CSS selector, xpath:… or re:…, then"
                                + " ::text, ::attr(x), ::html or ::all, then filters such as |number, |date, |url. Repeatable.")
                .value(
                        "--rules",
                        "FILE",
                        Converters::path,
                        value -> rules = value,
                        "Take fields and lists of items (into items.jsonl) out of pages by the rules in a TOML file.")
                .flag(
                        "--metadata",
                        value -> metadata = value,
                        "Record what pages say about themselves: description, h1, Open Graph, JSON-LD, dates and more.")
                .flag(
                        "--pdf",
                        value -> pdf = value,
                        "Read PDFs too: their title, links, metadata, and their text for re: fields.");
    }

    /** With the text of pages, which only a crawl records. */
    OptionGroup optionsWithText() {
        return options()
                .flag(
                        "--text",
                        value -> text = value,
                        "Record the main text of pages, without navigation, ads and notices, and its SimHash.")
                .flag(
                        "--markdown",
                        value -> markdown = value,
                        "Record the main content of pages as Markdown, for ayatori export --to files, llms-txt or chunks.")
                .flag(
                        "--simhash",
                        value -> simhash = value,
                        "Record only a fingerprint of the text, by which near-duplicates are found.")
                .flag(
                        "--whole-page",
                        value -> wholePage = value,
                        "Take text and Markdown of the whole page, its navigation too.");
    }

    /** Sets what was given. Fields that are given replace all that a recorded crawl had. */
    void apply(CrawlOptions.Builder options) {
        if (!fields.isEmpty()) {
            options.content(content -> {
                content.withoutFields();
                fields.forEach(content::field);
            });
        }
        Path file = rules;
        if (file != null) {
            RulesFile read = rulesFile(file);
            options.content(content -> content.rules(read));
        }
        if (pdf) {
            options.content(content -> content.pdf(true));
        }
        if (metadata) {
            options.content(content -> content.metadata(true));
        }
        if (text || markdown || simhash || wholePage) {
            options.content(this::applyText);
        }
    }

    private void applyText(CrawlContentBuilder content) {
        if (text) {
            content.text(true);
        }
        if (markdown) {
            content.markdown(true);
        }
        if (simhash) {
            content.simhash(true);
        }
        if (wholePage) {
            content.wholePage(true);
        }
    }

    private static String field(String text) {
        return FieldSpec.parse(text).toString();
    }

    private static RulesFile rulesFile(Path file) {
        try {
            if (Files.size(file) > RULES_BYTES_MAX) {
                throw new IllegalArgumentException("the file of rules " + file + " is larger than 4 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return new RulesFile(file.toString(), text);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file + " for --rules", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file of rules " + file + " is not in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of rules " + file + " cannot be read", e);
        }
    }
}
