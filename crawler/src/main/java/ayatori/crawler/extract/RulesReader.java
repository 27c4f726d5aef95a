package ayatori.crawler.extract;

import ayatori.crawler.extract.Rule.RuleField;
import ayatori.crawler.extract.Rule.RuleItems;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Compiles a file of rules. Every error names the file, the line, and the nearest right word. */
final class RulesReader {
    private static final List<String> TYPES = List.of("text", "number", "int", "bool", "date", "url", "json");
    private static final List<String> OF_FILE = List.of("rule");
    private static final List<String> OF_RULE = List.of("url", "regex", "fields", "items");
    private static final List<String> OF_ITEMS = List.of("name", "select", "fields", "items");
    private static final List<String> OF_FIELD = List.of("select", "type", "required");

    /** Deeper nested items are no data that somebody has. */
    private static final int NESTED_MAX = 8;

    private final String file;

    private RulesReader(String file) {
        this.file = file;
    }

    /** The rules in the order of the file. */
    static List<Rule> read(RulesFile file) {
        TomlParseResult parsed = Toml.parse(file.text());
        var reader = new RulesReader(file.name());
        if (parsed.hasErrors()) {
            TomlParseError error = parsed.errors().getFirst();
            throw reader.wrong(error.position(), "this is no TOML: " + error.getMessage() + ".");
        }
        return reader.rules(parsed);
    }

    private List<Rule> rules(TomlTable parsed) {
        checkKeys(parsed, OF_FILE, "a file of rules");
        List<Rule> rules = new ArrayList<>();
        for (Table table : tables(parsed, "rule")) {
            checkKeys(table.table, OF_RULE, "a rule");
            List<RuleField> fields = fields(table.table);
            List<RuleItems> items = items(table.table, 1);
            if (fields.isEmpty() && items.isEmpty()) {
                throw new RulesException(file, table.line, "this rule has neither fields nor items.");
            }
            rules.add(new Rule(pages(table.table), fields, items));
        }
        if (rules.isEmpty()) {
            throw new RulesException(file, 1, "there is no rule: one begins with [[rule]].");
        }
        checkItemNames(rules);
        return rules;
    }

    private void checkItemNames(List<Rule> rules) {
        rules.forEach(rule -> {
            Set<String> names = new HashSet<>();
            rule.items().forEach(items -> {
                if (!names.add(items.name())) {
                    throw new RulesException(
                            file, 1, "one rule has two lists of items named \"" + items.name() + "\".");
                }
            });
        });
    }

    private UrlPattern pages(TomlTable rule) {
        List<Pattern> patterns = new ArrayList<>();
        for (String glob : texts(rule, "url")) {
            patterns.add(UrlPattern.glob(glob));
        }
        for (String regex : texts(rule, "regex")) {
            try {
                patterns.add(Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                throw wrong(rule, "regex", "\"" + regex + "\" is no regular expression: " + e.getDescription() + ".");
            }
        }
        return new UrlPattern(patterns);
    }

    // ---- fields

    private List<RuleField> fields(TomlTable table) {
        List<RuleField> fields = new ArrayList<>();
        if (!table.contains(List.of("fields"))) {
            return fields;
        }
        if (!(table.get(List.of("fields")) instanceof TomlTable named)) {
            throw wrong(
                    table,
                    "fields",
                    "\"fields\" is a table, as in [rule.fields] with price = \".price|number\" below.");
        }
        for (String name : inOrder(named)) {
            fields.add(field(named, name));
        }
        return fields;
    }

    private RuleField field(TomlTable fields, String name) {
        Object value = fields.get(List.of(name));
        if (value instanceof String rule) {
            return new RuleField(spec(fields, name, name, rule), false);
        }
        if (!(value instanceof TomlTable field)) {
            throw wrong(
                    fields,
                    name,
                    "the field \"" + name + "\" is a text, or a table such as { select = \".price\", type ="
                            + " \"number\", required = true }.");
        }
        checkKeys(field, OF_FIELD, "the field \"" + name + "\"");
        FieldSpec spec = spec(field, "select", name, text(field, "select", fields, name));
        String type = field.contains(List.of("type")) ? text(field, "type", fields, name) : "text";
        if (!TYPES.contains(type)) {
            throw wrong(field, "type", "there is no type \"" + type + "\"." + Nearest.hint(type, TYPES));
        }
        boolean isRequired = false;
        if (field.contains(List.of("required"))) {
            if (!(field.get(List.of("required")) instanceof Boolean required)) {
                throw wrong(field, "required", "\"required\" is true or false.");
            }
            isRequired = required;
        }
        return new RuleField(type.equals("text") ? spec : spec.with(Filters.of(type, null)), isRequired);
    }

    private FieldSpec spec(TomlTable table, String key, String name, String rule) {
        try {
            return FieldSpec.of(name, rule);
        } catch (FieldSyntaxException e) {
            throw wrong(table, key, lowerFirst(Objects.requireNonNull(e.getMessage())));
        }
    }

    // ---- items

    private List<RuleItems> items(TomlTable table, int depth) {
        List<RuleItems> lists = new ArrayList<>();
        for (Table items : tables(table, "items")) {
            checkKeys(items.table, OF_ITEMS, "a list of items");
            if (depth > NESTED_MAX) {
                throw new RulesException(file, items.line, "items are nested at most " + NESTED_MAX + " deep.");
            }
            String name = text(items, "name");
            String select = text(items, "select");
            FieldSpec rows = spec(items.table, "select", name, select);
            if (!rows.selectsElements()) {
                throw wrong(
                        items.table,
                        "select",
                        "\"select\" of items is a selector of elements alone, in CSS or xpath:.");
            }
            List<RuleField> fields = fields(items.table);
            List<RuleItems> nested = items(items.table, depth + 1);
            checkNames(items, fields, nested, depth);
            lists.add(new RuleItems(name, rows, fields, nested));
        }
        return lists;
    }

    private void checkNames(Table items, List<RuleField> fields, List<RuleItems> nested, int depth) {
        if (fields.isEmpty() && nested.isEmpty()) {
            throw new RulesException(file, items.line, "these items have no fields: add [rule.items.fields].");
        }
        Set<String> names = new HashSet<>();
        fields.forEach(field -> names.add(field.spec().name()));
        if (depth == 1 && names.contains("url")) {
            throw new RulesException(
                    file, items.line, "a field of items cannot be named \"url\": every item has the URL of its page.");
        }
        for (RuleItems list : nested) {
            if (!names.add(list.name())) {
                throw new RulesException(
                        file, items.line, "\"" + list.name() + "\" is the name of a field and of nested items.");
            }
        }
    }

    // ---- TOML

    /** A table, and the line where it begins. */
    private record Table(TomlTable table, int line) {}

    /** The tables of an array of tables; none if it is missing. */
    private List<Table> tables(TomlTable parent, String key) {
        Object value = parent.get(List.of(key));
        if (value == null) {
            return List.of();
        }
        List<Table> tables = new ArrayList<>();
        if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable table) {
                    tables.add(new Table(table, array.inputPositionOf(i).line()));
                }
            }
            if (tables.size() == array.size()) {
                return tables;
            }
        }
        throw wrong(
                parent,
                key,
                "\"" + key + "\" is written in two brackets, as in "
                        + (key.equals("rule") ? "[[rule]]." : "[[rule.items]]."));
    }

    private void checkKeys(TomlTable table, List<String> known, String where) {
        for (String key : inOrder(table)) {
            if (!known.contains(key)) {
                throw wrong(table, key, where + " has no key \"" + key + "\"." + Nearest.hint(key, known));
            }
        }
    }

    /** The keys as they stand in the file. */
    private static List<String> inOrder(TomlTable table) {
        return table.keySet().stream()
                .sorted(Comparator.<String>comparingInt(
                                key -> position(table, key).line())
                        .thenComparingInt(key -> position(table, key).column()))
                .toList();
    }

    private static TomlPosition position(TomlTable table, String key) {
        return Objects.requireNonNull(table.inputPositionOf(List.of(key)));
    }

    private String text(Table items, String key) {
        if (items.table.get(List.of(key)) instanceof String text && !text.isBlank()) {
            return text;
        }
        int line =
                items.table.contains(List.of(key)) ? position(items.table, key).line() : items.line;
        throw new RulesException(file, line, "these items need \"" + key + "\", a text.");
    }

    private String text(TomlTable field, String key, TomlTable fields, String name) {
        if (field.get(List.of(key)) instanceof String text) {
            return text;
        }
        throw field.contains(List.of(key))
                ? wrong(field, key, "\"" + key + "\" is a text.")
                : wrong(fields, name, "the field \"" + name + "\" needs \"" + key + "\", a text.");
    }

    /** A text, or a list of texts; empty if it is missing. */
    private List<String> texts(TomlTable table, String key) {
        Object value = table.get(List.of(key));
        List<String> texts = new ArrayList<>();
        if (value instanceof String text) {
            texts.add(text);
        } else if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (!(array.get(i) instanceof String text)) {
                    throw wrong(table, key, "\"" + key + "\" is a text, or a list of texts.");
                }
                texts.add(text);
            }
        } else if (value != null) {
            throw wrong(table, key, "\"" + key + "\" is a text, or a list of texts.");
        }
        return texts;
    }

    private RulesException wrong(TomlTable table, String key, String sentence) {
        return wrong(position(table, key), sentence);
    }

    private RulesException wrong(TomlPosition position, String sentence) {
        return new RulesException(file, position.line(), sentence);
    }

    private static String lowerFirst(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
