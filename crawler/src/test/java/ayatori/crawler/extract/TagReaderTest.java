package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That reading by tags gives what a DOM gives, or gives up. */
final class TagReaderTest {
    private static final String URL = "https://example.org/";
    private static final List<String> RULES = List.of(
            "title",
            "meta[name=description]::attr(content)",
            "h1",
            "h2",
            ".x",
            "p.x",
            "#i",
            "[data-a]::attr(data-a)",
            "a[href]::attr(href)",
            "span.x",
            "link[rel=canonical]::attr(href)",
            "a",
            "li",
            ".X::attr(class)",
            "b",
            "h1#i",
            "p",
            "div.x[data-a^=v]",
            "base[href]::attr(href)",
            "img::attr(src)",
            "i.x::attr(data-a)");

    private static final List<String> PIECES = List.of(
            "<title>",
            "</title>",
            "<h1>",
            "</h1>",
            "<h1 id=i>",
            "<h2 class=x>",
            "</h2>",
            "<p>",
            "</p>",
            "<p class=x>",
            "<p class='y x'>",
            "<span class=x>",
            "</span>",
            "<span>",
            "<div>",
            "</div>",
            "<div class=x data-a=v1>",
            "<a href=u>",
            "</a>",
            "<a name=n>",
            "<b>",
            "</b>",
            "<b class=x>",
            "<i class=x data-a=w>",
            "</i>",
            "<li>",
            "</li>",
            "<ul>",
            "</ul>",
            "<meta name=description content=c>",
            "<META NAME=Description CONTENT='d&amp;e'>",
            "<meta name=description>",
            "<link rel=canonical href=/c>",
            "<br>",
            "<img src=s>",
            "<!-- c -->",
            "<!-- <h1>n</h1> -->",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<textarea>",
            "</textarea>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "<select>",
            "</select>",
            "<option>",
            "<svg>",
            "</svg>",
            "<math>",
            "<template>",
            "</template>",
            "<noscript>",
            "</noscript>",
            "<form>",
            "</form>",
            "<form class=x>",
            "<button>",
            "</button>",
            "<body>",
            "<body class=x data-a=b>",
            "</body>",
            "<html lang=en>",
            "<html id=i>",
            "</html>",
            "<head>",
            "</head>",
            "<frameset>",
            "<iframe>",
            "</iframe>",
            "<h1/>",
            "<br/>",
            "</br>",
            "<object>",
            "</object>",
            "<X class=x>",
            "<p class=&#120;>",
            "<nobr>",
            "<dd>",
            "<dt class=x>",
            "<base href=/b/>",
            "<![CDATA[ x ]]>",
            "<?php ?>",
            "<!doctype html>",
            "&amp;",
            "&nbsp;",
            "&#0;",
            "\0",
            " ",
            "\n",
            "text",
            "t\u00E4xt",
            "<",
            ">",
            "</",
            "\"",
            "'",
            "<h1 class='",
            "<p title=\"><h1>\">",
            "<image src=q>",
            "<plaintext>",
            "<hr>",
            "<li class=x>",
            "<section class=x>",
            "<label class=x>");

    private static @Nullable Map<FieldSpec, String> read(byte[] page, List<FieldSpec> specs) {
        return TagReader.read(
                URL,
                page,
                page.length,
                specs.stream()
                        .map(spec -> Objects.requireNonNull(spec.tagSelector(), spec.rule()))
                        .toList());
    }

    /** Whether the tags could tell. */
    private static boolean check(String what, byte[] page, List<String> rules) {
        List<FieldSpec> specs =
                rules.stream().map(rule -> FieldSpec.of("x", rule)).toList();
        Map<FieldSpec, String> read = read(page, specs);
        if (read == null) {
            return false;
        }
        ParsedPage parsed = ParsedPage.html(URL, page);
        for (FieldSpec spec : specs) {
            assertThat(read.get(spec))
                    .as("%s: %s in %s", what, spec.rule(), new String(page, StandardCharsets.UTF_8))
                    .isEqualTo(spec.read(parsed).value());
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomPagesGiveWhatADomGives(long seed) {
        var random = new Random(seed);
        int told = 0;
        for (int i = 0; i < 2_000; i++) {
            var html = new StringBuilder();
            for (int n = 1 + random.nextInt(14); n > 0; n--) {
                html.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            List<String> rules = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                rules.add(RULES.get(random.nextInt(RULES.size())));
            }
            told += check("seed " + seed, html.toString().getBytes(StandardCharsets.UTF_8), rules) ? 1 : 0;
        }
        assertThat(told).isGreaterThan(150);
    }

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A &amp; B  title</title>
            <meta name="description" content="What it is."><link rel="canonical" href="/c">
            <script>var a = "<h1>no</h1>";</script><style>h1 { }</style></head>
            <body class="page"><header><nav><ul><li><a href="/">Home</a></li><li class="x"><a href="/s">Shop</a></li></ul></nav>
            <form action="/q"><input name="q"><button>Go</button></form></header>
            <main><h1>A <b>red</b> lamp</h1><p class="x">1.234,56 <small>EUR</small></p><div class="x" data-a="v1">in stock</div>
            <img src="lamp.png"><p>Some <i class="x" data-a="w">more</i> text.</p></main></body></html>
            """;

    @Test
    void aUsualPageNeedsNoDom() {
        assertThat(check("usual", PAGE.getBytes(StandardCharsets.UTF_8), RULES.subList(0, 3)))
                .isTrue();
        assertThat(check("usual", PAGE.getBytes(StandardCharsets.UTF_8), List.of("h1", "p.x", "div.x::attr(data-a)")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void mutatedPagesGiveWhatADomGives(long seed) {
        var random = new Random(seed);
        byte[] whole = PAGE.getBytes(StandardCharsets.UTF_8);
        int told = 0;
        for (int i = 0; i < 1_500; i++) {
            byte[] page = whole.clone();
            for (int n = random.nextInt(8); n > 0; n--) {
                int at = random.nextInt(page.length);
                byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
                switch (random.nextInt(3)) {
                    case 0 -> page[at] = (byte) random.nextInt(256);
                    case 1 -> System.arraycopy(piece, 0, page, at, Math.min(piece.length, page.length - at));
                    default ->
                        System.arraycopy(
                                whole, random.nextInt(whole.length - 40), page, Math.min(at, page.length - 40), 40);
                }
            }
            List<String> rules = List.of(
                    RULES.get(random.nextInt(RULES.size())),
                    RULES.get(random.nextInt(RULES.size())),
                    RULES.get(random.nextInt(3)));
            told += check("seed " + seed, page, rules) ? 1 : 0;
        }
        assertThat(told).isGreaterThan(150);
    }

    @Test
    void whatATagCannotDecideIsLeftToTheDom() {
        for (String rule : List.of(
                "h1 b",
                "h1 > b",
                "li:first-child",
                "h1, h2",
                "td",
                "body",
                "html[lang]",
                "*",
                "h1::html",
                "h1::all",
                "xpath://h1",
                "form.x",
                "[a=b\\")) {
            FieldSpec spec;
            try {
                spec = FieldSpec.of("x", rule);
            } catch (FieldSyntaxException e) {
                continue;
            }
            assertThat(spec.tagSelector()).as(rule).isNull();
        }
    }
}
