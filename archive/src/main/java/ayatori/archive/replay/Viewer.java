package ayatori.archive.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.archive.Archive;
import ayatori.archive.ArchivedAnswer;
import ayatori.archive.ArchivedPage;
import ayatori.archive.index.Capture;
import ayatori.web.url.Url;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program's own pages: the list of pages, the search, the calendar, and the frame around archived pages. They have no script of
 * the archive in them, and none of them can be framed.
 */
final class Viewer {
    private static final int PAGES = 50;

    /** The captures of one URL that a calendar shows. */
    private static final int CAPTURES_MAX = 20_000;

    private final Archive archive;
    private final ReplayHosts hosts;
    private final Lookup lookup;
    private final Screens screens;
    private final Bodies bodies;
    private final String policy;
    private final String latest;

    Viewer(Archive archive, ReplayHosts hosts) {
        this.archive = archive;
        this.hosts = hosts;
        this.lookup = new Lookup(archive.index());
        this.screens = new Screens(archive);
        this.bodies = new Bodies(archive);
        this.latest = "99991231235959";
        this.policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src "
                + hosts.pattern() + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    Reply answer(Asked asked) throws IOException {
        if (!asked.method().equals("GET") && !asked.method().equals("HEAD")) {
            return Reply.text(405, "An archive is read only.").header("Allow", "GET, HEAD");
        }
        String target = asked.target();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Reply reply = path.startsWith("/view/") || path.startsWith("/raw/")
                ? captured(asked, target)
                : switch (path) {
                    case "/" -> Reply.html(200, screens.home(pages(number(target, "from")), number(target, "from")));
                    case "/find" -> find(parameter(target, "q"));
                    case "/calendar" -> calendar(parameter(target, "url"));
                    case "/cdx" -> cdx(parameter(target, "url"));
                    case "/viewer.css" -> Reply.of(200, "text/css; charset=utf-8", Resources.bytes("viewer.css"));
                    case "/viewer.js" -> Reply.of(200, "text/javascript; charset=utf-8", Resources.bytes("viewer.js"));
                    default ->
                        Reply.html(
                                404,
                                screens.message("There is no such page", "The replay has no page of this address."));
                };
        if (!path.startsWith("/raw/")) {
            reply.header("Content-Security-Policy", policy);
        }
        return reply.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-cache");
    }

    private List<ArchivedPage> pages(int from) {
        try (Stream<ArchivedPage> pages = archive.pages()) {
            return pages.skip(from).limit(PAGES + 1L).toList();
        }
    }

    /** A URL leads to its captures, words to a search. */
    private Reply find(String text) throws IOException {
        String words = text.strip();
        if (words.isEmpty()) {
            return Reply.redirect("/");
        }
        String url = url(words);
        if (url != null) {
            boolean isHeld;
            try (Stream<Capture> captures = archive.index().of(url)) {
                isHeld = captures.findAny().isPresent();
            }
            if (isHeld || words.contains("://")) {
                return Reply.redirect("/calendar?url=" + URLEncoder.encode(url, UTF_8));
            }
        }
        return Reply.html(200, screens.found(words, Search.find(archive, words)));
    }

    /** The URL that somebody has typed, perhaps without its scheme; null if the text is not a URL. */
    private @Nullable String url(String text) throws IOException {
        if (text.matches("(?i)https?://.*")) {
            Url url = Url.tryParse(text);
            return url == null ? null : url.withoutFragment().href();
        }
        if (text.contains(" ") || !text.contains(".")) {
            return null;
        }
        Url url = Url.tryParse("https://" + text);
        return url == null ? null : url.href();
    }

    private Reply calendar(String url) throws IOException {
        List<Capture> captures = new ArrayList<>();
        try (Stream<Capture> all = archive.index().of(url)) {
            all.filter(capture -> capture.method().equals("GET"))
                    .limit(CAPTURES_MAX)
                    .forEach(captures::add);
        }
        if (captures.isEmpty()) {
            return Reply.html(404, screens.notArchived(url, neighbours(url)));
        }
        return Reply.html(200, screens.calendar(url, captures));
    }

    /** Other URLs of the same host that are archived. */
    private List<Capture> neighbours(String url) throws IOException {
        String key = Capture.keyOf(url);
        int end = key.indexOf(')');
        if (end < 0) {
            return List.of();
        }
        try (Stream<Capture> captures = archive.index().startingWith(key.substring(0, end + 1))) {
            return captures.limit(5_000).filter(Capture::isPage).limit(20).toList();
        }
    }

    private Reply cdx(String url) throws IOException {
        try (Stream<Capture> captures = archive.index().of(url)) {
            String lines = captures.limit(CAPTURES_MAX).map(Capture::toLine).collect(Collectors.joining("\n"));
            return Reply.text(200, lines);
        }
    }

    /** {@code /view/TIME/URL}, the frame, and {@code /raw/TIME/URL}, the bytes. */
    private Reply captured(Asked asked, String target) throws IOException {
        String[] parts = target.split("/", 4);
        String timestamp = parts.length > 2 && parts[2].matches("[0-9]{4,17}") ? parts[2] : latest;
        Url url = parts.length < 4 ? null : Url.tryParse(parts[3]);
        if (url == null || !url.isHttp()) {
            return Reply.html(
                    404,
                    screens.message(
                            "This is not an address",
                            "Write /view/TIME/URL, for example /view/2026/https://example.org/."));
        }
        Capture capture;
        try {
            capture = lookup.find(url.href(), timestamp, "GET");
        } catch (IllegalArgumentException e) {
            return Reply.html(404, screens.message("This is not a time", String.valueOf(e.getMessage())));
        }
        if (capture == null) {
            return Reply.html(404, screens.notArchived(url.href(), neighbours(url.href())));
        }
        if (target.startsWith("/raw/")) {
            return raw(asked, capture);
        }
        if (!timestamp.equals(capture.timestamp())) {
            return Reply.redirect("/view/" + capture.timestamp() + "/" + url.href());
        }
        boolean isPdf = capture.mime().equals("application/pdf");
        String frame = hosts.replayed(url, timestamp, isPdf);
        if (frame == null) {
            return Reply.html(404, screens.message("This page cannot be shown", "The name of its host is too long."));
        }
        List<Capture> captures = new ArrayList<>();
        try (Stream<Capture> all = archive.index().of(url.href())) {
            all.filter(other -> other.method().equals("GET"))
                    .limit(CAPTURES_MAX)
                    .forEach(captures::add);
        }
        return Reply.html(200, screens.view(url.href(), capture, frame, isPdf, captures));
    }

    /** The body without its content coding, for programs. A browser shows it without running anything. */
    private Reply raw(Asked asked, Capture capture) throws IOException {
        ArchivedAnswer answer = archive.read(capture);
        int status = answer.status() / 100 == 3 ? 200 : Bodies.status(answer);
        return reply(asked, status, capture, answer)
                .header("Content-Type", answer.header("Content-Type").orElse("application/octet-stream"))
                .header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
    }

    private Reply reply(Asked asked, int status, Capture capture, ArchivedAnswer answer) throws IOException {
        try {
            return bodies.reply(asked, status, capture, answer);
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static int number(String target, String name) {
        String text = parameter(target, name);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String parameter(String target, String name) {
        int query = target.indexOf('?');
        if (query >= 0) {
            for (String parameter : target.substring(query + 1).split("&", -1)) {
                if (parameter.startsWith(name + "=")) {
                    return URLDecoder.decode(parameter.substring(name.length() + 1), UTF_8);
                }
            }
        }
        return "";
    }
}
