package ayatori.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page says of itself in JSON-LD: the types of its things, and the facts about the first of them that has any. */
final class LinkedData {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NODES_MAX = 20_000;

    private final Set<String> types = new HashSet<>();
    private final Map<String, String> texts = new HashMap<>();
    private int products;

    static LinkedData of(SelfDescription said) {
        LinkedData data = new LinkedData();
        for (String source : said.jsonLd()) {
            try {
                data.read(JSON.readTree(source));
            } catch (JacksonException _) {
                // Broken JSON-LD says nothing.
            }
        }
        return data;
    }

    /** The types of all things. */
    Set<String> types() {
        return types;
    }

    /** How many products are described. */
    int products() {
        return products;
    }

    /** The first value of {@code headline}, {@code articleBody}, {@code datePublished} or {@code author}, or the empty string. */
    String text(String property) {
        return texts.getOrDefault(property, "");
    }

    private void read(JsonNode root) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(root);
        for (int count = 0; !open.isEmpty() && count < NODES_MAX; count++) {
            JsonNode node = open.removeFirst();
            if (node.isObject()) {
                readObject(node);
            }
            node.forEach(open::addLast);
        }
    }

    private void readObject(JsonNode node) {
        JsonNode type = node.path("@type");
        types.add(type.asString(""));
        type.forEach(one -> types.add(one.asString("")));
        if (type.asString("").equals("Product") || type.asString("").equals("ProductGroup")) {
            products++;
        }
        put("articleBody", node.path("articleBody"));
        put("headline", node.path("headline"));
        put("datePublished", node.path("datePublished"));
        JsonNode author = node.path("author");
        JsonNode one = author.isArray() ? author.path(0) : author;
        put("author", one.isString() ? one : one.path("name"));
    }

    private void put(String property, JsonNode value) {
        if (value.isString() && !value.asString().isBlank()) {
            texts.putIfAbsent(property, value.asString());
        }
    }
}
