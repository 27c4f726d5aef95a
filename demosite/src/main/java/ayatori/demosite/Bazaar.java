package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What is for sale: strings with prices, in lists; patterns to download; and the stock as JSON, a few at a time. */
final class Bazaar {
    private static final int PER_LIST = 5;
    private static final int PER_ANSWER = 4;

    /** Something that is for sale. */
    private record Item(String slug, String name, String price, int stock) {
        String path() {
            return "/bazaar/strings/" + slug;
        }
    }

    private static final List<Item> ITEMS = List.of(
            new Item("cotton", "Cotton string", "€ 2.50", 40),
            new Item("silk", "Silk string", "€ 12.00", 7),
            new Item("hemp", "Hemp string", "€ 1.80", 120),
            new Item("nylon", "Nylon cord", "€ 3.20", 0),
            new Item("rainbow", "Rainbow loop", "€ 4.75", 33),
            new Item("glow", "Loop that glows", "€ 6.40", 12),
            new Item("leather", "Leather lace", "€ 8.90", 5),
            new Item("sinew", "Sinew", "€ 21.00", 1),
            new Item("wool", "Woollen yarn", "€ 3.10", 64),
            new Item("ribbon", "Velvet ribbon", "€ 5.25", 18),
            new Item("rope", "Rope for four hands", "€ 1,049.00", 2),
            new Item("gold", "Gold thread", "€ 99.99", 0));

    private static final List<String> PATTERNS = List.of("cats-cradle", "fish-spear", "jacobs-ladder");

    private Bazaar() {}

    static Corner corner(URI base) {
        var corner = new Corner(
                "Bazaar", base, "/bazaar/", "String by the loop, patterns to take home, and the stock for machines.");
        strings(corner);
        patterns(corner);
        corner.at(
                "/bazaar/stock",
                visit -> stock(Visit.field(visit.query(), "cursor")),
                new Outcome.Document("application/json"),
                "the stock in JSON; each answer has the cursor of the next one");
        return corner;
    }

    private static void strings(Corner corner) {
        int lists = (ITEMS.size() + PER_LIST - 1) / PER_LIST;
        corner.at(
                "/bazaar/strings/",
                visit ->
                        list(visit.query().matches("page=[1-9]") ? visit.query().charAt(5) - '0' : 1, lists),
                new Outcome.Page("Strings, page 1", 1),
                "strings with prices, five on a page");
        for (int list = 2; list <= lists; list++) {
            corner.expect(
                    "/bazaar/strings/?page=" + list, new Outcome.Page("Strings, page " + list, 1), "the next strings");
        }
        for (Item item : ITEMS) {
            corner.hidden(
                    item.path(),
                    visit -> Answer.html(page(item)),
                    new Outcome.Page(item.name(), 1),
                    "a string for sale");
        }
    }

    private static Answer list(int list, int lists) {
        var rows = new ArrayList<String>();
        ITEMS.stream()
                .skip((list - 1L) * PER_LIST)
                .limit(PER_LIST)
                .forEach(item -> rows.add("<li><a class=\"product\" href=\"" + item.slug() + "\">"
                        + Html.escape(item.name()) + "</a> <span class=\"price\">" + item.price() + "</span></li>"));
        String next = list < lists ? "<a rel=\"next\" href=\"?page=" + (list + 1) + "\">More strings</a>\n" : "";
        return Answer.html(Html.page(
                "Strings, page " + list, "<ul id=\"products\">\n" + String.join("\n", rows) + "\n</ul>\n" + next));
    }

    private static String page(Item item) {
        return Html.page(item.name(), """
                <p class="price">%s</p>
                <p class="stock" data-count="%d">%s</p>
                <ul class="uses"><li>figures</li><li>parcels</li></ul>
                """.formatted(
                        item.price(), item.stock(), item.stock() == 0 ? "Sold out" : item.stock() + " in stock"));
    }

    private static void patterns(Corner corner) {
        for (String pattern : PATTERNS) {
            corner.at(
                    "/bazaar/patterns/" + pattern + ".pdf",
                    visit -> Answer.of("application/pdf", pdf(pattern)),
                    Corner.skipped("type"),
                    "a pattern to download; a crawl for pages leaves it where it is");
        }
    }

    private static byte[] pdf(String pattern) {
        return ("%PDF-1.4\n% " + pattern + "\n%%EOF\n").getBytes(UTF_8);
    }

    /** Some of the stock, from the item that the cursor names on. */
    private static Answer stock(String cursor) {
        int from = 0;
        while (from < ITEMS.size() - 1
                && !cursor.isEmpty()
                && !ITEMS.get(from).slug().equals(cursor)) {
            from++;
        }
        int to = Math.min(ITEMS.size(), from + PER_ANSWER);
        String items = ITEMS.subList(from, to).stream()
                .map(item -> "{\"name\": \"%s\", \"count\": %d}".formatted(item.name(), item.stock()))
                .collect(joining(", "));
        String next = to < ITEMS.size() ? "\"" + ITEMS.get(to).slug() + "\"" : "null";
        return Answer.of(
                "application/json",
                "{\"items\": [%s], \"next\": %s}".formatted(items, next).getBytes(UTF_8));
    }
}
