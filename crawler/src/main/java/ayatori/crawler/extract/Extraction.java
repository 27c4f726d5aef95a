package ayatori.crawler.extract;

import ayatori.crawler.extract.Rule.RuleField;
import ayatori.crawler.extract.Rule.RuleItems;
import ayatori.web.http.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * All that is taken out of the pages of a crawl, compiled. Immutable and safe for use by several threads.
 *
 * {@snippet :
 * // given: byte[] body
 * Extraction extraction = Extraction.of(List.of("price=.price::text|number"), null, false);
 * Extracted extracted = extraction.extract(ParsedPage.html("https://example.org/", body), Headers.EMPTY);
 * }
 */
public final class Extraction {
    /** More items of one page are dropped. */
    private static final int ITEMS_MAX = 10_000;

    private static final FieldSpec BASE = FieldSpec.of("base", "base[href]::attr(href)");
    private static final TagSelector BASE_SELECTOR = Objects.requireNonNull(BASE.tagSelector());

    private final List<Rule> rules;
    private final boolean hasMetadata;
    private final TextOptions text;

    /** The fields that the tags of a page can decide. */
    private final Map<FieldSpec, TagSelector> tagSelectors = new HashMap<>();

    private Extraction(List<Rule> rules, boolean hasMetadata, TextOptions text) {
        this.rules = List.copyOf(rules);
        this.hasMetadata = hasMetadata;
        this.text = text;
        for (Rule rule : rules) {
            for (RuleField field : rule.fields()) {
                TagSelector selector = field.spec().tagSelector();
                if (selector != null) {
                    tagSelectors.put(field.spec(), selector);
                }
            }
        }
    }

    /**
     * Compiles rules.
     *
     * @param fields for every page, each {@code NAME=RULE}
     * @param rules more, from a file; null for none
     * @param metadata whether metadata is read
     * @throws IllegalArgumentException if a field or the file is wrong: one sentence
     */
    public static Extraction of(List<String> fields, @Nullable RulesFile rules, boolean metadata) {
        return of(fields, rules, metadata, TextOptions.NONE);
    }

    /**
     * Compiles rules, and takes the text of pages too.
     *
     * @param fields for every page, each {@code NAME=RULE}
     * @param rules more, from a file; null for none
     * @param metadata whether metadata is read
     * @param text which text is read
     * @throws IllegalArgumentException if a field or the file is wrong: one sentence
     */
    public static Extraction of(List<String> fields, @Nullable RulesFile rules, boolean metadata, TextOptions text) {
        List<Rule> all = new ArrayList<>();
        if (!fields.isEmpty()) {
            List<RuleField> compiled = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (String field : fields) {
                FieldSpec spec = FieldSpec.parse(field);
                if (!names.add(spec.name())) {
                    throw new FieldSyntaxException("The field \"" + spec.name() + "\" is given twice.", 0);
                }
                compiled.add(new RuleField(spec, false));
            }
            all.add(new Rule(UrlPattern.ALL, compiled, List.of()));
        }
        if (rules != null) {
            all.addAll(RulesReader.read(rules));
        }
        return new Extraction(all, metadata, text);
    }

    /** {@return the names of all fields of pages} */
    public Set<String> fieldNames() {
        Set<String> names = new LinkedHashSet<>();
        rules.forEach(
                rule -> rule.fields().forEach(field -> names.add(field.spec().name())));
        return names;
    }

    /** {@return the fields for a page, in order} */
    public List<FieldSpec> fields(String url) {
        return rules.stream()
                .filter(rule -> rule.pages().matches(url))
                .flatMap(rule -> rule.fields().stream())
                .map(RuleField::spec)
                .toList();
    }

    /** {@return for each list of items that a page can have, what selects its rows, named like the items} */
    public List<FieldSpec> rows(String url) {
        return rules.stream()
                .filter(rule -> rule.pages().matches(url))
                .flatMap(rule -> rule.items().stream())
                .map(RuleItems::rows)
                .toList();
    }

    /** {@return whether pages can have items} */
    public boolean hasItems() {
        return rules.stream().anyMatch(rule -> !rule.items().isEmpty());
    }

    /** {@return whether a page of this URL can have items} */
    public boolean hasItems(String url) {
        return rules.stream()
                .anyMatch(rule -> !rule.items().isEmpty() && rule.pages().matches(url));
    }

    /** {@return whether something is taken out of a page of this URL} */
    public boolean isAbout(String url) {
        return hasMetadata
                || !text.isEmpty()
                || rules.stream().anyMatch(rule -> rule.pages().matches(url));
    }

    /** {@return which text of pages is taken} */
    public TextOptions text() {
        return text;
    }

    /** {@return whether a page's record needs fields} */
    public boolean hasFields(String url) {
        return rules.stream()
                .anyMatch(rule -> !rule.fields().isEmpty() && rule.pages().matches(url));
    }

    /**
     * Takes out of a page what the rules for its URL say.
     *
     * @param headers of the answer
     */
    public Extracted extract(ParsedPage page, Headers headers) {
        return new Reader(page).read(headers);
    }

    /**
     * What an earlier crawl with the same rules took out of a page that has not changed since.
     *
     * @param fields its fields; null if it had none
     * @param metadata its metadata; null if it had none
     * @param before its text, at least what this crawl wants of it; null if it had none
     */
    public Extracted carried(
            String url,
            @Nullable Map<String, @Nullable Object> fields,
            @Nullable Map<String, @Nullable Object> metadata,
            @Nullable PageText before) {
        Set<String> lacking = new LinkedHashSet<>();
        for (Rule rule : rules) {
            for (RuleField field : rule.pages().matches(url) ? rule.fields() : List.<RuleField>of()) {
                String name = field.spec().name();
                if (field.isRequired() && fields != null && fields.get(name) == null) {
                    lacking.add(name);
                }
            }
        }
        PageText carried = before == null || text.isEmpty() ? null : before.only(text);
        return new Extracted(fields, List.of(), metadata, carried, List.copyOf(lacking), List.of(), null);
    }

    /** Reads one page. */
    private final class Reader {
        private final ParsedPage page;
        private final Set<String> lacking = new LinkedHashSet<>();
        private final Set<String> misfits = new LinkedHashSet<>();
        private final List<Extracted.Item> items = new ArrayList<>();

        /** What the tags of the page say; null if a DOM is needed. */
        private @Nullable Map<FieldSpec, String> tags;

        /** How many items are still taken, nested ones included. */
        private int itemsLeft = ITEMS_MAX;

        Reader(ParsedPage page) {
            this.page = page;
        }

        Extracted read(Headers headers) {
            readTags();
            Map<String, @Nullable Object> fields = null;
            Set<String> required = new LinkedHashSet<>();
            for (Rule rule : rules) {
                if (!rule.pages().matches(page.url())) {
                    continue;
                }
                if (!rule.fields().isEmpty()) {
                    fields = fields == null ? new LinkedHashMap<>() : fields;
                    read(rule.fields(), null, "", fields);
                    rule.fields().stream()
                            .filter(RuleField::isRequired)
                            .forEach(field -> required.add(field.spec().name()));
                }
                for (RuleItems list : rule.items()) {
                    for (Map<String, @Nullable Object> row : rows(list, null, "")) {
                        items.add(new Extracted.Item(list.name(), row));
                    }
                }
            }
            for (String name : required) {
                if (fields != null && fields.get(name) == null) {
                    lacking.add(name);
                }
            }
            Map<String, @Nullable Object> metadata = hasMetadata ? MetadataReader.read(page, headers) : null;
            PageText words = text.isEmpty() ? null : TextReader.read(page, headers, text);
            return new Extracted(fields, items, metadata, words, List.copyOf(lacking), List.copyOf(misfits), note());
        }

        /** Why not all of the page was looked at; null if all was. */
        private @Nullable String note() {
            DocumentText document = page.documentText();
            if (document != null) {
                return document.problem();
            }
            if (page.isCut()) {
                return "Only the first " + (ParsedPage.BYTES_MAX >> 20)
                        + " MiB of the page were looked at for content.";
            }
            return page.isUnfinished() ? "The page took too long, so values are missing." : null;
        }

        /** Reads the fields by the tags of the page if that gives the same as a DOM, for a tenth of the time. */
        private void readTags() {
            boolean needsDom = hasMetadata || !text.isEmpty() || hasItems(page.url());
            List<FieldSpec> specs = needsDom ? List.of() : fields(page.url());
            List<TagSelector> selectors = new ArrayList<>();
            for (FieldSpec spec : specs) {
                TagSelector selector = tagSelectors.get(spec);
                if (selector != null) {
                    selectors.add(selector);
                } else if (!spec.isOfSource()) {
                    return;
                }
            }
            if (selectors.isEmpty()) {
                return;
            }
            boolean needsBase = specs.stream().anyMatch(FieldSpec::needsBase);
            if (needsBase) {
                selectors.add(BASE_SELECTOR);
            }
            tags = page.readTags(selectors);
            if (needsBase && tags != null) {
                page.base(tags.get(BASE));
            }
        }

        /** Adds fields. The first rule that has a value for a field decides. */
        private void read(
                List<RuleField> wanted, @Nullable Element root, String path, Map<String, @Nullable Object> fields) {
            for (RuleField field : wanted) {
                String name = field.spec().name();
                if (fields.get(name) != null) {
                    continue;
                }
                FieldValue value = tags == null || field.spec().isOfSource()
                        ? field.spec().read(page, root)
                        : field.spec().filtered(page, tags.get(field.spec()));
                fields.put(name, value.value());
                if (value.misfit() != null) {
                    misfits.add(path + name);
                }
                if (value.value() == null && field.isRequired() && root != null) {
                    lacking.add(path + name);
                }
            }
        }

        private List<Map<String, @Nullable Object>> rows(RuleItems list, @Nullable Element root, String path) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            String inner = path + list.name() + ".";
            for (Element element : list.rows().elements(page, root)) {
                if (element == root) {
                    continue; // an item is not in itself
                }
                if (itemsLeft-- <= 0) {
                    break;
                }
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                read(list.fields(), element, inner, row);
                for (RuleItems nested : list.nested()) {
                    row.put(nested.name(), rows(nested, element, inner));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
