package ayatori.text;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Pages of any size that are built to be slow to read.
 *
 * <p>{@code main} measures them: {@code java -cp … ayatori.text.HostilePages ELEMENTS [SHAPE…]}. It prints, in milliseconds of
 * CPU time and in megabytes allocated, what parsing a page costs and what reading it as each kind of page costs at most.
 */
final class HostilePages {
    /** How the kinds of pages are told apart: by URL. */
    private static final List<String> URLS = List.of(
            "https://example.org/shop/lamps/desk/lamp",
            "https://forum.example.org/t/topic",
            "https://docs.example.org/page",
            "https://example.org/blog/2026/a-title-of-some-length");

    static final List<Shape> SHAPES = List.of(
            repeat("paragraphs", "<p>a"),
            inside("paragraphs in main", "<main>", "<p>a"),
            inside("items", "<ul>", "<li>a"),
            inside("cells", "<table><tr>", "<td>a"),
            inside("rows", "<table>", "<tr><td>a<td>b"),
            inside("rows with a heading", "<table><tr><th>a<th>b", "<tr><td>a<td><p>b"),
            repeat("line breaks", "a<br>"),
            inside("terms", "<dl>", "<dt>a<dd>b"),
            inside("terms in divisions", "<dl>", "<div><dt>a<dd>b</div>"),
            repeat("divisions", "<div>a</div>"),
            repeat("nested divisions", "<div>a"),
            repeat("menus", "<div class=menu>a"),
            repeat("tables of contents", "<div class=toc>a"),
            repeat("unclosed emphasis", "<b>a<i>b"),
            numbered("numbered emphasis", "<b id=", ">a"),
            numbered("numbered emphasis and links", "<b id=", "><a href=x>a"),
            repeat("links", "<a href=x>a</a>"),
            numbered("links within the page", "<a href=#", ">a</a> "),
            new Shape(
                    "footnotes",
                    n -> numbers("<sup><a href=#n", ">1</a></sup>", n / 4) + numbers("<p id=n", ">1 x", n / 4)),
            new Shape(
                    "notes in tables",
                    n -> "<p>" + numbers("<a href=#n", ">[1]</a>", n / 8) + "<table><tr><th>a<th>b"
                            + numbers("<tr><td colspan=2><p id=n", "><a href=#>[1]</a> x", n / 8)),
            repeat("raised", "a<sup>2</sup>"),
            repeat("nested raised", "<sup>2"),
            repeat("headings", "<h6>Related</h6>"),
            repeat("boxes with closing headings", "<div><h2>Related</h2></div>"),
            repeat("sections with closing headings", "<div><h2>Related</h2><p>a</div>"),
            new Shape("empty emphasis", n -> "<b></b>".repeat(n) + "<h2>Comments</h2>".repeat(n / 20)),
            new Shape("cards", n -> "<ul><li><a href=x>a</a><li><a href=x>a</a><li><a href=x>a</a></ul>".repeat(n / 6)),
            repeat("admonitions", "<div class=note><h3>a</h3>b</div>"),
            new Shape("nested admonitions", n -> "<div class=note>".repeat(400) + "<p>a".repeat(n) + "<h2>a</h2><h2>b"),
            new Shape("nested lists", n -> "<ul><ol>".repeat(200) + "<li>a".repeat(n)),
            new Shape("nested quotes", n -> "<blockquote>".repeat(400) + "<p>a".repeat(n)),
            new Shape("nested headings", n -> "<h1><div>".repeat(200) + "!".repeat(4 * n)),
            repeat("nested tables", "<table><tr><td>a"),
            new Shape(
                    "nested tables with headings",
                    n -> "<table><tr><th>a<th>b<tr><td>a<td>".repeat(100) + "<p>a".repeat(n)),
            new Shape("punctuation", n -> "<div>".repeat(500) + "a" + "!".repeat(4 * n)),
            new Shape("attributes of one element", n -> "<p " + numbers("x", "=1 ", n) + ">a"),
            new Shape("names of one element", n -> "<div class='" + "nav-".repeat(n) + "'>a</div>"),
            new Shape("brackets", n -> "<img alt='" + "[*".repeat(n) + "' src=x>" + "\\*_[&amp;&lt;".repeat(n)),
            new Shape("fences", n -> "<pre>" + "`".repeat(4 * n) + "</pre><code>" + "`".repeat(4 * n) + "</code>"),
            new Shape("digits", n -> "<p>" + "1".repeat(4 * n) + "<p>" + "1. ".repeat(n) + "<br>- ".repeat(n)),
            inside("options", "<select>", "<option>a"),
            repeat("comments", "<!-- -->a"),
            repeat("fonts", "<font size=1>a"),
            repeat("buttons", "<button>a"),
            inside("graphics", "<svg>", "<g>a"),
            numbered("controls", "<input aria-expanded aria-controls=c", "><div hidden>a</div>"),
            repeat("references", "&amp;&nosuch;"),
            repeat("misnested emphasis", "<b><p></b>a</p>"),
            repeat("misnested links", "<a href=x><p></a>a</p>"),
            new Shape("deep JSON-LD", n -> "<script type='application/ld+json'>" + "[".repeat(4 * n) + "</script>a"),
            new Shape(
                    "things in JSON-LD",
                    n -> "<script type='application/ld+json'>[" + "{\"@type\":\"A\"},".repeat(n) + "1]</script>a"));

    private HostilePages() {}

    /**
     * A page to be had in any size.
     *
     * @param name what it is made of
     * @param html a page of about so many elements, or characters
     */
    record Shape(String name, IntFunction<String> html) {
        Document page(int size) {
            return Jsoup.parse(html.apply(size), "https://example.org/");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A document without a parser's bound to its depth. */
    static Document deep(int depth) {
        Document page = Document.createShell("https://example.org/");
        Element open = page.body();
        for (int level = 0; level < depth; level++) {
            open = open.appendElement(level % 3 == 0 ? "div" : level % 3 == 1 ? "b" : "li")
                    .appendText("a");
        }
        return page;
    }

    /** What reading a page took: CPU time, and bytes allocated, which bound the memory that was in use. */
    record Cost(long nanos, long bytes) {
        Cost max(Cost other) {
            return new Cost(Math.max(nanos, other.nanos), Math.max(bytes, other.bytes));
        }
    }

    /** Reads a page as each kind of page, and as a whole, and tells the highest cost. */
    static Cost read(Document page) {
        return Stream.concat(
                        URLS.stream().map(url -> cost(() -> write(MainContent.of(page, url)))),
                        Stream.of(cost(() -> write(MainContent.wholePage(page)))))
                .reduce(new Cost(0, 0), Cost::max);
    }

    private static void write(MainContent content) {
        content.markdown();
        SimHash.of(content.text());
    }

    static Cost cost(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = threads.getCurrentThreadCpuTime();
        work.run();
        return new Cost(threads.getCurrentThreadCpuTime() - nanos, threads.getCurrentThreadAllocatedBytes() - bytes);
    }

    /** Prints what each page costs. */
    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        List<String> names = List.of(args).subList(1, args.length);
        System.out.printf("%-32s %10s %9s %9s %9s %9s%n", "shape", "characters", "parse ms", "MB", "read ms", "MB");
        for (Shape shape : SHAPES) {
            if (names.isEmpty() || names.contains(shape.name())) {
                print(shape, size);
            }
        }
    }

    private static void print(Shape shape, int size) {
        String html = shape.html().apply(size);
        Document[] page = new Document[1];
        Cost parse = cost(() -> page[0] = Jsoup.parse(html, "https://example.org/"));
        Cost read = read(page[0]);
        System.out.printf(
                "%-32s %10d %9d %9d %9d %9d%n",
                shape.name(),
                html.length(),
                parse.nanos() / 1_000_000,
                parse.bytes() >> 20,
                read.nanos() / 1_000_000,
                read.bytes() >> 20);
    }

    private static Shape repeat(String name, String part) {
        return new Shape(name, part::repeat);
    }

    private static Shape inside(String name, String before, String part) {
        return new Shape(name, n -> before + part.repeat(n));
    }

    private static Shape numbered(String name, String before, String after) {
        return new Shape(name, n -> numbers(before, after, n));
    }

    private static String numbers(String before, String after, int count) {
        return IntStream.range(0, count).mapToObj(at -> before + at + after).collect(Collectors.joining());
    }
}
