package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What pages need to be seen again is requested beside them. */
@Timeout(60)
final class RequisitesTest {
    private static final String PAGE = """
            <!doctype html><link rel=stylesheet href=/style.css><link rel=icon href=/icon.png>
            <link rel="apple-touch-icon" href="/touch.png"><link rel=manifest href=/app.webmanifest>
            <link rel=preload as=font href=/pre.woff2><link rel=canonical href=/canonical>
            <style>@import "inline.css"; b { background: url(inline.png) }</style>
            <img src=/a.png srcset="/a-2x.png 2x, /a-3x.png 3x"><picture><source srcset=/b.webp><img src=/b.png></picture>
            <p style="background: url(&quot;/attribute.png&quot;)"><script src=OTHER/script.js></script>
            <video src=/v.mp4 poster=/poster.png><track src=/v.vtt></video><audio><source src=/s.ogg></audio>
            <svg><use href="/sprite.svg#x"/><image href=/svg.png /></svg><object data=/object.html></object>
            <input type=image src=/input.png><iframe src=OTHER/frame.html></iframe><iframe src=/inner.html></iframe>
            <a href=/next>next</a> <a href=/a.png>the image</a> <a href=OTHER/elsewhere>other</a>
            """;

    @TempDir
    private Path folder;

    private static String other(String path) {
        return switch (path) {
            case "/robots.txt" -> SmallServer.ok("text/plain", "User-agent: *\nDisallow: /denied\n");
            case "/frame.html" ->
                SmallServer.ok("text/html", "<img src=in-frame.png><a href=not-followed></a><img src=/denied.png>");
            case "/script.js" -> SmallServer.ok("text/javascript", "1");
            default -> SmallServer.ok("image/png", "png");
        };
    }

    private static String own(String path) {
        return switch (path) {
            case "/robots.txt" -> SmallServer.status(404);
            case "/" -> SmallServer.ok("text/html", PAGE.replace("OTHER", "http://localhost:PORT"));
            case "/style.css" ->
                SmallServer.ok(
                        "text/css",
                        "@import url(more.css); @font-face { src: url(font.woff2) } p { background: url(#x) url(bg.png) }");
            case "/more.css" -> SmallServer.ok("text/css", "q { cursor: url(cursor.png), auto }");
            case "/app.webmanifest" ->
                SmallServer.ok(
                        "application/manifest+json", "{\"icons\": [{\"src\": \"/app-icon.png\"}, {\"src\": 1}]}");
            case "/moved.png" -> SmallServer.status(302, "Location: /to.png");
            case "/next", "/inner.html" ->
                SmallServer.ok("text/html", "<img src=/a.png><img src=/moved.png><a href=/></a>");
            default -> SmallServer.ok("image/png", "png");
        };
    }

    private Crawled crawl(Consumer<CrawlOptions.Builder> settings) throws Exception {
        try (var other = new SmallServer(RequisitesTest::other);
                var server = new SmallServer(path ->
                        own(path).replace("localhost:PORT", other.url("").substring(7)))) {
            CrawlOptions.Builder options = CrawlOptions.from(server.url("/"))
                    .delay(Delay.of(Duration.ZERO))
                    .retries(0)
                    .extent(extent -> extent.requisites(true))
                    .access(access -> access.allowPrivate(true))
                    .out(folder.resolve("out"));
            settings.accept(options);
            Crawler.of(options.build()).run();
            Crawled crawled = Crawled.read(folder.resolve("out"));
            crawled.pages()
                    .forEach(page -> paths.put(
                            page.get("url")
                                    .asString()
                                    .replace(server.url(""), "")
                                    .replace(other.url(""), "OTHER"),
                            page.path("role").asString("page")));
            crawled.skipped()
                    .forEach(skip -> skips.put(
                            skip.get("url")
                                    .asString()
                                    .replace(server.url(""), "")
                                    .replace(other.url(""), "OTHER"),
                            skip.get("reason").asString()));
            return crawled;
        }
    }

    private final Map<String, String> paths = new TreeMap<>();
    private final Map<String, String> skips = new TreeMap<>();

    @Test
    void allThatAPageNeedsIsRequestedInItsRoleOnce() throws Exception {
        Crawled crawled = crawl(options -> {});
        assertThat(paths)
                .containsEntry("/", "page")
                .containsEntry("/next", "page")
                .containsEntry("/inner.html", "page")
                .containsEntry("/style.css", "style")
                .containsEntry("/more.css", "style")
                .containsEntry("/inline.css", "style")
                .containsEntry("/font.woff2", "font")
                .containsEntry("/bg.png", "image")
                .containsEntry("/cursor.png", "image")
                .containsEntry("/inline.png", "image")
                .containsEntry("/attribute.png", "image")
                .containsEntry("/icon.png", "icon")
                .containsEntry("/touch.png", "icon")
                .containsEntry("/app.webmanifest", "manifest")
                .containsEntry("/app-icon.png", "icon")
                .containsEntry("/pre.woff2", "font")
                .containsEntry("/a.png", "image")
                .containsEntry("/a-2x.png", "image")
                .containsEntry("/a-3x.png", "image")
                .containsEntry("/b.webp", "image")
                .containsEntry("/poster.png", "image")
                .containsEntry("/input.png", "image")
                .containsEntry("/svg.png", "image")
                .containsEntry("/sprite.svg", "other")
                .containsEntry("/v.mp4", "media")
                .containsEntry("/v.vtt", "media")
                .containsEntry("/s.ogg", "media")
                .containsEntry("/object.html", "other")
                .containsEntry("/moved.png", "image")
                .containsEntry("/to.png", "image")
                .containsEntry("OTHER/script.js", "script")
                .containsEntry("OTHER/frame.html", "frame")
                .containsEntry("OTHER/in-frame.png", "image")
                .doesNotContainKeys("OTHER/not-followed", "OTHER/elsewhere", "/canonical", "OTHER/denied.png");
        assertThat(skips).containsEntry("OTHER/denied.png", "robots").containsEntry("OTHER/elsewhere", "scope");
        assertThat(skips).doesNotContainKeys("/a.png"); // a link to it was of no page's type
        assertThat(crawled.pages()).hasSameSizeAs(paths.keySet());
        assertThat(crawled.summary().get("pages").asInt()).isEqualTo(3);
        assertThat(crawled.summary().get("requisites").asInt()).isEqualTo(paths.size() - 3);
    }

    @Test
    void aLimitOfPagesAndDepthEndsWithAllRequisites() throws Exception {
        crawl(options -> options.maxPages(1).depth(0));
        assertThat(paths)
                .containsEntry("/", "page")
                .containsEntry("/inner.html", "frame")
                .containsEntry("/moved.png", "image")
                .containsEntry("/cursor.png", "image")
                .containsEntry("OTHER/in-frame.png", "image")
                .doesNotContainKey("/next");
    }

    @Test
    void kindsAreLeftOutAndLongOnesAreCut() throws Exception {
        Crawled crawled = crawl(options -> options.extent(extent -> extent.skipRequisites(RequisiteRole.MEDIA)
                .skipRequisites(RequisiteRole.STYLE)
                .maxRequisiteSize(2)));
        assertThat(paths)
                .containsEntry("/a.png", "image")
                .doesNotContainKeys("/v.mp4", "/style.css", "/more.css", "/font.woff2");
        JsonNode image = Objects.requireNonNull(image(crawled));
        assertThat(image.path("truncated").asString("")).isEqualTo("length");
        assertThat(image.path("bytes").asInt()).isEqualTo(2);
    }

    private static @Nullable JsonNode image(Crawled crawled) {
        return crawled.pages().stream()
                .filter(page -> page.get("url").asString().endsWith("/a.png"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void withoutTheOptionNothingIsRequestedButPages() throws Exception {
        crawl(options -> options.extent(extent -> extent.requisites(false)));
        assertThat(paths.values()).containsOnly("page");
        assertThat(skips).containsEntry("/a.png", "type");
    }
}
