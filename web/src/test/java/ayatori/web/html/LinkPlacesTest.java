package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ayatori.web.html.PageScanner.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where links stand: element, line, text; and what fragments may refer to. */
final class LinkPlacesTest {
    private final PageScanner scanner = new PageScanner(Options.DEFAULTS.withPlaces(true));

    private List<String> places(String page) {
        scanner.scan(page);
        List<String> places = new ArrayList<>();
        for (int i = 0; i < scanner.linkCount(); i++) {
            places.add(scanner.linkElement(i) + " " + scanner.link(i) + " " + scanner.linkLine(i) + " "
                    + scanner.linkText(i));
        }
        return places;
    }

    @Test
    void knowsElementLineAndText() {
        assertThat(
                        places(
                                "<p>\n<a href=1>One\n  link</a>\n<img src=2 alt='A &lt; B'>\r\n<a\nhref=3><b>bold</b>er</a>\r<a href=4>"))
                .containsExactly("a 1 2 One link", "img 2 4 A < B", "a 3 5 bolder", "a 4 7 null");
    }

    @Test
    void aLinkWithoutTextHasThatOfItsImage() {
        assertThat(places("<a href=1><img src=2 alt=Logo><img src=3 alt=More></a><a href=4> <script>x()</script></a>"))
                .containsExactly("a 1 1 Logo", "img 2 1 Logo", "img 3 1 More", "a 4 1 null");
    }

    @Test
    void textEndsAtTheEndTagOrTheNextLink() {
        assertThat(places("<a href=1>one<a href=2>two</a> behind <a>no link</a><area href=3 alt=Map>"))
                .containsExactly("a 1 1 one", "a 2 1 two", "area 3 1 Map");
    }

    @Test
    void longTextsAreCut() {
        assertThat(places("<a href=1>" + "\uD83D\uDE00x".repeat(1_000) + "</a>")
                        .getFirst()
                        .length())
                .isBetween(LinkPlaces.TEXT_LENGTH_MAX, LinkPlaces.TEXT_LENGTH_MAX + 10);
        assertThat(scanner.linkText(0)).matches("(\uD83D\uDE00x)+\uD83D\uDE00?");
    }

    @Test
    void eachCandidateOfASetHasAPlace() {
        assertThat(
                        places(
                                "<picture>\n<source srcset='a 1x,\nb 2x'>\n<img src=c></picture><link rel=preload as=image imagesrcset=d>"))
                .containsExactly("source a 2 null", "source b 2 null", "img c 4 null", "link d 4 null");
    }

    @Test
    void collectsIdsAndNamesOfAnchorsOnce() {
        scanner.scan("<h1 id=top>x</h1><a name='old style'></a><div id='caf&eacute;'><p id=top><p id=''><input name=no>"
                + "<template><p id=inert></template><svg><g id=drawn></svg><!-- <p id=comment> -->");
        assertThat(scanner.ids()).containsExactly("top", "old style", "café", "drawn");
        scanner.scan("<p id=next>");
        assertThat(scanner.ids()).containsExactly("next");
    }

    @Test
    void linksAreThoseOfAPlainScan() {
        String page = "<a href=1>x<template><a href=2 id=n></template><svg><a xlink:href=3>t</a></svg><form action=4>"
                + "<meta http-equiv=refresh content='0;url=5'><video poster=6 src=7><track src=8></video>";
        var plain = new PageScanner();
        plain.scan(page);
        assertThat(places(page)).hasSize(plain.linkCount());
        for (int i = 0; i < plain.linkCount(); i++) {
            assertThat(scanner.link(i)).isEqualTo(plain.link(i));
        }
        assertThatIllegalStateException().isThrownBy(() -> plain.linkText(0)).withMessageContaining("withPlaces");
    }

    @Test
    void aPageOfManyLinksTakesLinearTime() {
        byte[] page = "\n<a href=x>t</a>".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        scanner.scan(page, 0, page.length);
        int last = scanner.linkCount() - 1;
        for (int i = 0; i <= last; i++) {
            assertThat(scanner.linkLine(i)).isEqualTo(i + 2);
        }
        assertThat(scanner.linkLine(0)).isEqualTo(2);
    }

    @Test
    void knowsTheWordsOfALinkElement() {
        scanner.scan("<link rel=preload as=font href=1><link rel='PRELOAD' as=Track href=2><link rel=preload href=3>"
                + "<link rel=manifest href=4><link rel=apple-touch-icon href=5><link rel=dns-prefetch href=6>"
                + "<link rel=modulepreload as=font href=7><link as=font rel=preload href=8>");
        assertThat(List.of(0, 1, 6, 7).stream().map(scanner::linkDestination))
                .containsExactly(LinkDestination.FONT, LinkDestination.MEDIA, null, LinkDestination.FONT);
        assertThat(scanner.linkDestination(2)).isNull();
        assertThat(scanner.linkHasRel(3, LinkRel.MANIFEST)).isTrue();
        assertThat(scanner.linkHasRel(4, LinkRel.ICON)).isTrue();
        assertThat(scanner.linkHasRel(5, LinkRel.PRECONNECT)).isTrue();
    }
}
