package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldSpecTest {
    private static final String SHOP = """
            <!doctype html><html lang=de><head><title>Shop</title><base href="/shop/">
            <meta name=description content=" A shop. ">
            <script type="application/ld+json">{"@type": "Product", "name": "Lamp"}</script></head>
            <body><h1>  A <b>red</b>
              lamp </h1>
            <p class=price>1.234,56 <small>€</small></p><p class=price>99 €</p><p class=empty> </p>
            <a id=next href="p2.html?a=1|2">Next</a><a>no href</a>
            <ul class=tags><li>Red</li><li>Lamp</li><li>Red</li></ul>
            <time datetime="2026-03-01T12:30:00+01:00">yesterday</time>
            <span lang="de-CH">Grüezi</span> <i data-stock="yes">in stock</i>
            <!-- sku: AB-12; sku: CD-34 --></body></html>
            """;

    private static ParsedPage page(String html) {
        return ParsedPage.html("https://example.org/a/b", html.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object value(String rule) {
        return FieldSpec.of("x", rule).read(page(SHOP)).value();
    }

    @Test
    void aSelectorGivesTheTextOfItsFirstMatch() {
        assertThat(value("h1")).isEqualTo("A red lamp");
        assertThat(value("h1::text")).isEqualTo("A red lamp");
        assertThat(value(".price")).isEqualTo("1.234,56 €");
        assertThat(value(".empty")).isNull();
        assertThat(value(".none")).isNull();
        assertThat(value("css:h1 b")).isEqualTo("red");
        assertThat(value("script")).isEqualTo("{\"@type\": \"Product\", \"name\": \"Lamp\"}");
    }

    @Test
    void outputPartsTakeOtherThingsThanText() {
        assertThat(value(".price::own")).isEqualTo("1.234,56");
        assertThat(value("h1 b::html")).isEqualTo("red");
        assertThat(value("h1 b::outer")).isEqualTo("<b>red</b>");
        assertThat(value("#next::attr(href)")).isEqualTo("p2.html?a=1|2");
        assertThat(value("meta[name=description]::attr(content)|trim")).isEqualTo("A shop.");
        assertThat(value("a:last-of-type::attr(href)")).isNull();
        assertThat(value("a::attr(href)::all")).isEqualTo(List.of("p2.html?a=1|2"));
        assertThat(value(".tags li::all")).isEqualTo(List.of("Red", "Lamp", "Red"));
        assertThat(value(".none::all")).isNull();
    }

    @Test
    void theFirstMatchThatHasAnAttributeCounts() {
        assertThat(FieldSpec.of("x", "a::attr(href)")
                        .read(page("<a>1</a><a href=2>2</a>"))
                        .value())
                .isEqualTo("2");
    }

    @Test
    void aBarInBracketsParenthesesAndQuotesBeginsNoFilter() {
        assertThat(value("span[lang|=de]")).isEqualTo("Grüezi");
        assertThat(value("a[href*=\"1|2\"]")).isEqualTo("Next");
        assertThat(value("a:contains(Next)|upper")).isEqualTo("NEXT");
        assertThat(value("re:(sku|SKU): ([A-Z]+)")).isEqualTo("sku");
        assertThat(value("xpath:(//h1 | //h2)|lower")).isEqualTo("a red lamp");
    }

    @Test
    void xpathGivesElementsAttributesTextAndNumbers() {
        assertThat(value("xpath://h1")).isEqualTo("A red lamp");
        assertThat(value("xpath://h1::html")).isEqualTo("A <b>red</b> lamp");
        assertThat(value("xpath://a/@href|url")).isEqualTo("https://example.org/shop/p2.html?a=1|2");
        assertThat(value("xpath://li/text()::all")).isEqualTo(List.of("Red", "Lamp", "Red"));
        assertThat(value("xpath:count(//li)|int")).isEqualTo(3L);
        assertThat(value("xpath:string(//title)")).isEqualTo("Shop");
        assertThat(value("xpath:boolean(//h1)|bool")).isEqualTo(true);
        assertThat(value("xpath://b/parent::h1")).isEqualTo("A red lamp");
        assertThat(value("xpath://b/ancestor::body//li[2]")).isEqualTo("Lamp");
        assertThat(value("xpath://h2")).isNull();
    }

    @Test
    void aRegularExpressionReadsTheSource() {
        assertThat(value("re:sku: ([A-Z]+-[0-9]+)")).isEqualTo("AB-12");
        assertThat(value("re:sku: [A-Z]+")).isEqualTo("sku: AB");
        assertThat(value("re:sku: ([A-Z]+-[0-9]+)::all")).isEqualTo(List.of("AB-12", "CD-34"));
        assertThat(value("re:\"name\": \"([^\"|]*)\"|upper")).isEqualTo("LAMP");
        assertThat(value(".price|re((\\d+),)|int")).isEqualTo(234L);
    }

    @Test
    void filtersMakeTypedValues() {
        assertThat(value(".price|number")).isEqualTo(new BigDecimal("1234.56"));
        assertThat(value(".price::all|number")).isEqualTo(List.of(new BigDecimal("1234.56"), 99L));
        assertThat(value("time::attr(datetime)|date")).isEqualTo("2026-03-01T11:30:00Z");
        assertThat(value("i::attr(data-stock)|bool")).isEqualTo(true);
        assertThat(value("#next::attr(href)|url")).isEqualTo("https://example.org/shop/p2.html?a=1|2");
        assertThat(value(".tags li::all|lower|unique|join(, )")).isEqualTo("red, lamp");
        assertThat(value(".tags li::all|first")).isEqualTo("Red");
        assertThat(value(".tags li::all|count")).isEqualTo(3L);
        assertThat(value(".none::all|count")).isEqualTo(0L);
        assertThat(value(".none|number|default(0)")).isEqualTo(0L);
        assertThat(value(".none|default('0')")).isEqualTo(0L);
        assertThat(value("h1|replace(red, \"blue\")")).isEqualTo("A blue lamp");
        assertThat(value("h1|split( )")).isEqualTo(List.of("A", "red", "lamp"));
        assertThat(value("script|json")).isEqualTo(java.util.Map.of("@type", "Product", "name", "Lamp"));
    }

    @Test
    void whatDoesNotFitIsNullAndNamesTheFilter() {
        FieldValue value = FieldSpec.of("x", "h1|number").read(page(SHOP));
        assertThat(value).isEqualTo(new FieldValue(null, "number"));
        assertThat(FieldSpec.of("x", ".none|number").read(page(SHOP))).isEqualTo(new FieldValue(null, null));
        assertThat(FieldSpec.of("x", "h1|number|default(0)").read(page(SHOP))).isEqualTo(new FieldValue(0L, "number"));
    }

    @Test
    void anElementCanBeSearchedItself() {
        ParsedPage page = page(SHOP);
        var lis = FieldSpec.of("row", ".tags li").elements(page, null);
        assertThat(lis).hasSize(3);
        assertThat(FieldSpec.of("x", "::text").read(page, lis.get(1)).value()).isEqualTo("Lamp");
        assertThat(FieldSpec.of("x", "xpath:text()").read(page, lis.get(1)).value())
                .isEqualTo("Lamp");
        assertThat(FieldSpec.of("x", "xpath:count(preceding-sibling::li)")
                        .read(page, lis.get(1))
                        .value())
                .isEqualTo("1");
        assertThat(FieldSpec.of("x", "re:<li>(.)").read(page, lis.get(1)).value())
                .isEqualTo("L");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "price; The field \"price\" has no name",
                "=h1; A field needs a name",
                "a b=h1; \"a b\" is no name of a field",
                "x=; there is no selector",
                "x=|number; there is no selector",
                "x=h1|nubmer; character 4 of \"h1|nubmer\": there is no filter \"nubmer\". Did you mean \"number\"?",
                "x=h1|number(x); the filter \"number\" takes (.) or (,), not (x).",
                "x=h1|join(; is not closed",
                "x=h1|; a filter is missing",
                "x=h1|re([); no regular expression",
                "x=h1::txet; character 5 of \"h1::txet\": there is no output part \"::txet\". Did you mean \"::text\"?",
                "x=h1::attr; needs the name of an attribute",
                "x=h1::text::html; one output part too many",
                "x=li:frist-child; Did you mean \"first-child\"?",
                "x=li:foo; there is no pseudo class \":foo\".",
                "x=li[a; the selector \"li[a\"",
                "x=re:(; the regular expression is wrong",
                "x=xpath://a[; the XPath is wrong",
                "x=xpth://a; Did you mean \"xpath:\"?",
                "x=xpath://h1 | //h2; An alternative in an expression is put in parentheses",
            })
    void aWrongRuleIsOneSentence(String field, String part) {
        assertThatThrownBy(() -> FieldSpec.parse(field))
                .isInstanceOf(FieldSyntaxException.class)
                .hasMessageContaining(part.replace("\"::text\"", "\"text\""))
                .message()
                .doesNotContain("\n");
    }

    @Test
    void textWithoutElementsHasOnlyRegularExpressions() {
        var text = new ParsedPage(
                "https://example.org/a",
                "price: 5".getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                ParsedPage.Kind.TEXT);
        assertThat(FieldSpec.of("x", "body").read(text).value()).isNull();
        assertThat(FieldSpec.of("x", "xpath://body").read(text).value()).isNull();
        assertThat(FieldSpec.of("x", "re:price: (\\d)|int").read(text).value()).isEqualTo(5L);
    }

    @Test
    void xmlIsReadAsXml() {
        var xml = new ParsedPage(
                "https://example.org/a",
                "<?xml version='1.0'?><r><link>https://example.org/x</link><dc:date>2026-03-01</dc:date></r>"
                        .getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                ParsedPage.Kind.XML);
        assertThat(FieldSpec.of("x", "link").read(xml).value()).isEqualTo("https://example.org/x");
        assertThat(FieldSpec.of("x", "dc|date").read(xml).misfit()).isNull();
    }

    @Test
    void valuesAreBounded() {
        String item = "<li>" + "x".repeat(1_000) + "</li>";
        FieldValue list = FieldSpec.of("x", "li::all").read(page("<ul>" + item.repeat(5_000)));
        assertThat((List<?>) list.value()).hasSizeBetween(4_000, 4_300);
        FieldValue text = FieldSpec.of("x", "p").read(page("<p>" + "\uD83D\uDE00".repeat(600_000)));
        assertThat((String) text.value()).hasSize(1 << 20).endsWith("\uD83D\uDE00");
    }

    @Test
    void bytesThatAreNoTextHarmNothing() {
        byte[] bytes = new byte[10_000];
        new java.util.Random(1).nextBytes(bytes);
        byte[] html = Arrays.copyOf("<p>a\0b</p><i>&#xD800;&#0;</i><b>".getBytes(StandardCharsets.UTF_8), 10_000);
        System.arraycopy(bytes, 0, html, 40, 9_000);
        ParsedPage page = ParsedPage.html("https://example.org/", html);
        assertThat(FieldSpec.of("x", "p").read(page).value()).isIn("ab", "a\uFFFDb", "a\0b");
        assertThat(FieldSpec.of("x", "i").read(page).value()).isEqualTo("\uFFFD\uFFFD");
        assertThat(FieldSpec.of("x", "b").read(page).value()).isInstanceOf(String.class);
    }
}
