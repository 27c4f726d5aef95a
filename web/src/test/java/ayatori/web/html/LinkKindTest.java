package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A page with a link of every kind. */
final class LinkKindTest {
    /** The page in pieces, and after each arrow what is found in that piece: kind, link, and the keywords of rel. */
    private static final String PAGE = """
            <html><head>                                                        ->
            <meta http-equiv="refresh" content="5; url=/moved">                 -> META_REFRESH /moved
            <link rel="stylesheet" href="/s.css">                               -> LINK /s.css STYLESHEET
            <link rel="canonical" href="/page">                                 -> LINK /page CANONICAL
            <link rel="shortcut icon" href="/i.ico">                            -> LINK /i.ico ICON
            <link rel="alternate nofollow" href="/feed" type="text/atom">       -> LINK /feed ALTERNATE NOFOLLOW
            <link rel="preload" as="image" imagesrcset="/p1 1x, /p2 2x">        -> SRCSET /p1, SRCSET /p2
            <script src="/s.js"></script>                                       -> SCRIPT /s.js
            <body background="/b.gif">                                          -> BACKGROUND /b.gif
            <a href="/a">                                                       -> A /a
            <a href="/next" rel="next">                                         -> A /next NEXT
            <a href="/prev" rel="prev">                                         -> A /prev PREV
            <a href="/ad" rel="sponsored nofollow">                             -> A /ad NOFOLLOW SPONSORED
            <a href="/said" rel="UGC noopener">                                 -> A /said UGC
            <map><area href="/area" rel="nofollow"></map>                       -> AREA /area NOFOLLOW
            <img src="/i.png" srcset="/i1.png 100w, /i2.png 200w">              -> IMG /i.png, SRCSET /i1.png, SRCSET /i2.png
            <image src="/old.png">                                              -> IMG /old.png
            <picture><source srcset="/i.webp" type="image/webp"></picture>      -> SRCSET /i.webp
            <iframe src="/frame"></iframe>                                      -> IFRAME /frame
            <form action="/form" rel="nofollow">                                -> FORM /form NOFOLLOW
            <button formaction="/button">                                       -> FORMACTION /button
            <input type="image" src="/go.png" formaction="/input"></form>       -> INPUT /go.png, FORMACTION /input
            <video src="/v.mp4" poster="/v.png">                                -> VIDEO /v.mp4, POSTER /v.png
            <source src="/v.webm"><track src="/v.vtt"></video>                  -> SOURCE /v.webm, TRACK /v.vtt
            <audio src="/a.ogg"></audio>                                        -> AUDIO /a.ogg
            <embed src="/e.swf">                                                -> EMBED /e.swf
            <object data="/o.pdf"></object>                                     -> OBJECT /o.pdf
            <svg><a xlink:href="/sa" rel="nofollow"/><image href="/si.png"/>    -> A /sa NOFOLLOW, IMAGE /si.png
            <use xlink:href="/no" href="/u.svg#u"/><script href="/s.svg.js"/></svg> -> USE /u.svg#u, SCRIPT /s.svg.js
            <blockquote cite="/no"><q cite="/no"></q></blockquote>              ->
            <ins cite="/no"></ins><del cite="/no"></del>                        ->
            <img longdesc="/no" usemap="#no"><html manifest="/no">              ->
            <a name="no"><a ping="/no"><object codebase="/no"></object>         ->
            <frameset><frame src="/f"></frameset>                               -> FRAME /f
            """;

    @Test
    void everyKindIsFoundWithItsRel() {
        StringBuilder html = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String line : PAGE.lines().toList()) {
            int arrow = line.indexOf(" ->");
            html.append(line, 0, arrow).append('\n');
            Arrays.stream(line.substring(arrow + " ->".length()).split(",", -1))
                    .map(String::strip)
                    .filter(link -> !link.isEmpty())
                    .forEach(expected::add);
        }
        PageScanner scanner = new PageScanner();
        scanner.scan(html.toString());
        List<String> found = new ArrayList<>();
        Set<LinkKind> kinds = EnumSet.noneOf(LinkKind.class);
        for (int i = 0; i < scanner.linkCount(); i++) {
            kinds.add(scanner.linkKind(i));
            found.add((scanner.linkKind(i) + " " + scanner.link(i) + " " + rel(scanner, i)).strip());
        }
        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(kinds).containsExactlyInAnyOrder(LinkKind.values());
    }

    private static String rel(PageScanner scanner, int link) {
        return Arrays.stream(LinkRel.values())
                .filter(keyword -> scanner.linkHasRel(link, keyword))
                .map(LinkRel::name)
                .collect(Collectors.joining(" "));
    }
}
