package ayatori.crawler.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.PageRequest;
import ayatori.web.http.Headers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the links of a page stand, and what they are for. */
final class PagePlacesTest {
    private static @Nullable PagePlaces places(LinkDetail detail, int status, String body) {
        var reader = new PageReader(CrawlOptions.from("https://a.example/")
                .output(output -> output.links(detail))
                .build());
        var fetch = new Output.Fetch(
                1,
                1,
                "https://a.example/dir/page",
                "https://a.example",
                0,
                0,
                false,
                null,
                1,
                false,
                0,
                PageRequest.GET);
        Headers headers = Headers.of("Content-Type", "text/html; charset=utf-8");
        return reader.read(
                        fetch,
                        new Answer(new Head(status, headers, Instant.EPOCH, 0, null), body.getBytes(UTF_8), null))
                .places();
    }

    private static PagePlaces places(String body) {
        return requireNonNull(places(LinkDetail.FULL, 200, body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href=x>| ",
                "<area href=x>| ",
                "<link rel=canonical href=x>| ",
                "<link rel=alternate hreflang=de href=x>| ",
                "<meta http-equiv=refresh content='0;url=x'>| ",
                "<img src=x>| IMAGE",
                "<img srcset='x 2x'>| IMAGE",
                "<picture><source srcset=x></picture>| IMAGE",
                "<input type=image src=x>| IMAGE",
                "<video poster=x></video>| IMAGE",
                "<body background=x>| IMAGE",
                "<svg><image href=x /></svg>| IMAGE",
                "<svg><use xlink:href=x /></svg>| OTHER",
                "<link rel=stylesheet href=x>| STYLE",
                "<link rel='alternate stylesheet' href=x>| STYLE",
                "<script src=x></script>| SCRIPT",
                "<link rel=modulepreload href=x>| SCRIPT",
                "<link rel=preload as=font href=x>| FONT",
                "<link rel=preload as=image imagesrcset=x>| IMAGE",
                "<video src=x></video>| MEDIA",
                "<audio><source src=x></audio>| MEDIA",
                "<video><track src=x></video>| MEDIA",
                "<iframe src=x></iframe>| FRAME",
                "<frame src=x>| FRAME",
                "<link rel='shortcut icon' href=x>| ICON",
                "<link rel=apple-touch-icon href=x>| ICON",
                "<link rel=manifest href=x>| MANIFEST",
                "<object data=x></object>| OTHER",
                "<embed src=x>| OTHER"
            })
    void knowsWhatAUrlIsFor(String html, @Nullable RequisiteRole role) {
        PagePlaces found = places(html);
        assertThat(found.links()).hasSize(1);
        assertThat(found.links().getFirst().role()).isEqualTo(role);
        assertThat(found.links().getFirst().to()).isEqualTo("https://a.example/dir/x");
    }

    @Test
    void whatIsNotAskedForIsNoPlace() {
        assertThat(places("<form action=x><button formaction=y></form><link rel=preconnect href=//z.example>"
                                + "<a href='javascript:void(0)'><img src=data:,x><template><a href=x></template>")
                        .links())
                .isEmpty();
    }

    @Test
    void givesTheUrlAsItIsWrittenAndAsItIsMeant() {
        List<LinkPlace> links = places("""
                        <base href=/base/>
                        <a href=' ../up/./x?q=&ouml;#caf&eacute; '>Up</a>
                        <a rel=nofollow href='https://me:secret@b.example/#'>b</a>
                        <a href=mailto:me@a.example>m</a>
                        <a href='http://[::1'>bad</a><a href='//'>worse</a>""").links();
        assertThat(links)
                .containsExactly(
                        new LinkPlace(
                                "https://a.example/up/x?q=%C3%B6",
                                null, "../up/./x?q=ö#café", "a", "href", null, "Up", 2, "café", false),
                        new LinkPlace(
                                "https://b.example/", null, "https://b.example/#", "a", "href", null, "b", 3, "", true),
                        new LinkPlace(null, null, "mailto:me@a.example", "a", "href", null, "m", 4, null, false),
                        new LinkPlace(null, "invalid", "http://[::1", "a", "href", null, "bad", 5, null, false),
                        new LinkPlace(null, "invalid", "//", "a", "href", null, "worse", 5, null, false));
    }

    @Test
    void aLongUrlIsCutWhereItIsShown() {
        LinkPlace place =
                places("<a href='" + "x".repeat(20_000) + "'>").links().getFirst();
        assertThat(place.problem()).isEqualTo("too-long");
        assertThat(place.raw()).hasSize(2_000);
    }

    @Test
    void placesAreBounded() {
        PagePlaces found = places("<base href=/" + "x".repeat(8_000) + "/>" + "<a href=1>".repeat(10_000));
        assertThat(found.isCut()).isTrue();
        assertThat(found.links()).hasSizeLessThan(100);
    }

    @Test
    void areReadOfPagesThatWereAnsweredAndOnlyIfTheyAreRecorded() {
        assertThat(places(LinkDetail.ALL, 200, "<a href=x>")).isNull();
        assertThat(places(LinkDetail.FULL, 404, "<a href=x>")).isNull();
    }
}
