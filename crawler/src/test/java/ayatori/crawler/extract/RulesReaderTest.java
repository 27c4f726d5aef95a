package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesReaderTest {
    private static final String SHOP = """
            # A shop.
            [[rule]]
            url = "https://shop.example/product/*"

            [rule.fields]
            sku = "::attr(data-sku)"
            price = { select = ".price", type = "number", required = true }
            name = { select = "h1", required = true }

            [[rule.items]]
            name = "review"
            select = ".review"

            [rule.items.fields]
            author = ".author"
            stars = { select = "::attr(data-stars)", type = "int", required = true }

            [[rule.items.items]]
            name = "replies"
            select = ".reply"

            [rule.items.items.fields]
            text = "::text"

            [[rule]]
            regex = ["/product/", "/page/"]
            [rule.fields]
            name = "title"
            z = "h2"
            a = "h3"
            """;

    private static final String PAGE = """
            <title>T</title><h2>Z</h2><h3>A</h3><p class=price>12,50</p>
            <div class=review data-stars=5><b class=author>Ann</b><p class=reply>Yes</p><p class=reply>No</p></div>
            <div class=review data-stars=many><b class=author>Bob</b></div>
            """;

    private static Extracted extract(String url) {
        Extraction extraction = Extraction.of(List.of(), new RulesFile("shop.toml", SHOP), false);
        return extraction.extract(ParsedPage.html(url, PAGE.getBytes(StandardCharsets.UTF_8)), Headers.EMPTY);
    }

    @Test
    void rulesGiveFieldsInOrderAndItemsWithNestedItems() {
        Extracted extracted = extract("https://shop.example/product/1");
        assertThat(Objects.requireNonNull(extracted.fields()).keySet())
                .containsExactly("sku", "price", "name", "z", "a");
        assertThat(extracted.fields()).containsEntry("price", new java.math.BigDecimal("12.5"));
        // The first rule lacks the name, the second has one.
        assertThat(extracted.fields()).containsEntry("name", "T").containsEntry("sku", null);
        assertThat(extracted.items()).hasSize(2);
        assertThat(extracted.items().getFirst().name()).isEqualTo("review");
        assertThat(extracted.items().getFirst().fields())
                .isEqualTo(Map.of(
                        "author", "Ann", "stars", 5L, "replies", List.of(Map.of("text", "Yes"), Map.of("text", "No"))));
        assertThat(extracted.items().getLast().fields())
                .containsEntry("stars", null)
                .containsEntry("replies", List.of());
        assertThat(extracted.lacking()).containsExactly("review.stars");
        assertThat(extracted.misfits()).containsExactly("review.stars");
    }

    @Test
    void aRuleIsAboutThePagesOfItsUrls() {
        Extracted page = extract("https://shop.example/page/1");
        assertThat(page.fields()).isEqualTo(Map.of("name", "T", "z", "Z", "a", "A"));
        assertThat(page.items()).isEmpty();
        assertThat(extract("https://shop.example/other").fields()).isNull();
        assertThat(extract("https://other.example/product/1").fields()).containsOnlyKeys("name", "z", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1; there is no rule;",
                "2; no key \"rul\". Did you mean \"rule\"?; \\n[[rul]]",
                "1; is written in two brackets; [rule]\\nurl='a'",
                "2; a rule has no key \"feilds\". Did you mean \"fields\"?; [[rule]]\\n[rule.feilds]",
                "1; has neither fields nor items; [[rule]]\\nurl = 'a'",
                "3; \"price\" has no key \"requried\". Did you mean \"required\"?; [[rule]]\\n[rule.fields]\\nprice={select='a', requried=true}",
                "3; there is no type \"nubmer\". Did you mean \"number\"?; [[rule]]\\n[rule.fields]\\nprice={select='a', type='nubmer'}",
                "3; there is no filter \"nubmer\"; [[rule]]\\n[rule.fields]\\nprice='a|nubmer'",
                "3; needs \"select\"; [[rule]]\\n[rule.fields]\\nprice={type='number'}",
                "3; is a text, or a table; [[rule]]\\n[rule.fields]\\nprice=5",
                "3; \"required\" is true or false; [[rule]]\\n[rule.fields]\\nprice={select='a', required='yes'}",
                "2; no regular expression; [[rule]]\\nregex='('\\n[rule.fields]\\na='b'",
                "2; these items need \"name\"; [[rule]]\\n[[rule.items]]\\nselect='a'",
                "4; a selector of elements alone; [[rule]]\\n[[rule.items]]\\nname='x'\\nselect='a|trim'\\n[rule.items.fields]\\na='b'",
                "2; these items have no fields; [[rule]]\\n[[rule.items]]\\nname='x'\\nselect='a'",
                "2; cannot be named \"url\"; [[rule]]\\n[[rule.items]]\\nname='x'\\nselect='a'\\n[rule.items.fields]\\nurl='b'",
                "2; this is no TOML; [[rule]]\\nurl = ",
                "3; this is no TOML; [[rule]]\\nurl = 'a'\\nurl = 'b'",
            })
    void aWrongFileIsOneSentenceWithItsLine(int line, String part, String text) {
        String file = text == null ? "" : text.replace("\\n", "\n");
        assertThatThrownBy(() -> RulesReader.read(new RulesFile("shop.toml", file)))
                .isInstanceOf(RulesException.class)
                .hasMessageStartingWith("shop.toml:" + line + ": ")
                .hasMessageContaining(part)
                .message()
                .doesNotContain("\n");
    }
}
