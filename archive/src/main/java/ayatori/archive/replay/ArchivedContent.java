package ayatori.archive.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.archive.Archive;
import ayatori.archive.ArchivedAnswer;
import ayatori.archive.index.Capture;
import ayatori.archive.rewrite.HtmlRewriter;
import ayatori.web.charset.CharsetSniffer;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers requests for archived hosts, from the archive and from nowhere else. */
final class ArchivedContent {
    /** The path of the script that pages get. */
    static final String SCRIPT = "/.ayatori-replay/page.js";

    /** Larger pages and style sheets are not rewritten. */
    private static final int REWRITTEN_BYTES_MAX = 8 << 20;

    /** Headers that mean the same in a replay. */
    private static final List<String> KEPT = List.of(
            "Content-Type", "Content-Language", "Content-Disposition", "Last-Modified", "X-Content-Type-Options");

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Archive archive;
    private final Lookup lookup;
    private final Bodies bodies;
    private final ReplayHosts hosts;
    private final String home;
    private final String policy;
    private final byte[] script;

    /** Bounds the memory: a DOM takes some ten times as much as its page. */
    private final Semaphore rewrites = new Semaphore(2);

    ArchivedContent(Archive archive, ReplayHosts hosts, String home) {
        this.archive = archive;
        this.lookup = new Lookup(archive.index());
        this.bodies = new Bodies(archive);
        this.hosts = hosts;
        this.home = home;
        String all = hosts.pattern();
        this.policy = "default-src 'self' " + all + " data: blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'"
                + "; form-action 'self' " + all
                + "; base-uri 'self' " + all
                + "; frame-ancestors " + home + " " + all
                + "; webrtc 'block'; sandbox allow-scripts allow-same-origin allow-forms";
        this.script = Resources.bytes("page.js");
    }

    Reply answer(Asked asked, ReplayHosts.Archived host) throws IOException {
        if (asked.header("Service-Worker").equals("script")) {
            return Reply.text(403, "A replayed page cannot have a service worker."); // it would outlive the replay
        }
        String site = asked.header("Sec-Fetch-Site");
        String destination = asked.header("Sec-Fetch-Dest");
        String target = asked.target();
        String url = host.origin() + target;
        if (destination.equals("document")) {
            return Reply.redirect(home + "/view/" + host.timestamp() + "/" + url);
        }
        if (site.equals("cross-site") && !destination.equals("iframe") && !destination.equals("frame")) {
            return Reply.text(403, "Only pages of this archive may load this.");
        }
        if (target.equals(SCRIPT)) {
            return Reply.of(200, "text/javascript; charset=utf-8", script).header("Cache-Control", "max-age=3600");
        }
        Reply reply = asked.method().equals("OPTIONS")
                ? Reply.of(204, "text/plain", new byte[0])
                : captured(asked, url, host, destination);
        String origin = asked.header("Origin");
        if (isReplayed(origin)) {
            String wanted = asked.header("Access-Control-Request-Headers");
            reply.header("Access-Control-Allow-Origin", origin)
                    .header("Access-Control-Allow-Credentials", "true")
                    .header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS")
                    .header("Access-Control-Allow-Headers", wanted.isEmpty() ? "*" : wanted);
        }
        return reply.header("Cross-Origin-Resource-Policy", "same-site")
                .header("Referrer-Policy", "no-referrer")
                .header("X-DNS-Prefetch-Control", "off")
                .header("Cache-Control", "no-cache");
    }

    private boolean isReplayed(String origin) {
        Url url = Url.tryParse(origin);
        return url != null && hosts.isReplayed(url);
    }

    private Reply captured(Asked asked, String url, ReplayHosts.Archived host, String destination) throws IOException {
        String method = asked.method().equals("HEAD") ? "GET" : asked.method();
        Capture capture = lookup.find(url, host.timestamp(), method);
        if (capture == null) {
            return notArchived(url, host);
        }
        boolean isPdf = capture.mime().equals("application/pdf");
        if (isPdf && !host.isPlain() && destination.matches("i?frame")) {
            return escapingTheSandbox(url, host);
        }
        ArchivedAnswer answer = archive.read(capture);
        try {
            String location = answer.header("Location").orElse(null);
            if (answer.status() / 100 == 3 && location != null) {
                answer.close();
                return redirect(capture, location, host);
            }
            Reply reply =
                    body(asked, answer, capture, host).header("Memento-Datetime", HTTP_DATE.format(capture.time()));
            return isPdf ? reply : reply.header("Content-Security-Policy", policy);
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private Reply redirect(Capture capture, String location, ReplayHosts.Archived host) throws IOException {
        Url base = Url.tryParse(capture.url());
        Url target = base == null ? null : base.tryResolve(location);
        String replayed = target == null ? null : hosts.replayed(target, host.timestamp(), host.isPlain());
        // Two URLs with one key, such as those with and without www: a redirect between them must not go in circles.
        if (target == null || replayed == null || capture.equals(lookup.find(target.href(), host.timestamp(), "GET"))) {
            return notArchived(location, host);
        }
        return Reply.redirect(replayed);
    }

    private Reply body(Asked asked, ArchivedAnswer answer, Capture capture, ReplayHosts.Archived host)
            throws IOException {
        String type = answer.header("Content-Type").orElse("");
        int status = Bodies.status(answer);
        boolean isHtml =
                capture.mime().contains("html") || type.toLowerCase(Locale.ROOT).contains("html");
        boolean isCss = type.toLowerCase(Locale.ROOT).startsWith("text/css");
        if (!isHtml && !isCss) {
            return kept(bodies.reply(asked, status, capture, answer), answer);
        }
        InputStream body = new Bodies.Closing(answer);
        byte[] bytes = body.readNBytes(REWRITTEN_BYTES_MAX + 1);
        if (bytes.length > REWRITTEN_BYTES_MAX) {
            return kept(
                    Reply.streaming(status, new SequenceInputStream(new ByteArrayInputStream(bytes), body), -1),
                    answer);
        }
        body.close();
        String text = decode(bytes, type);
        var urls = new Urls(host);
        String rewritten = isCss ? HtmlRewriter.css(text, urls) : rewrite(text, urls, capture);
        byte[] utf8 = rewritten.getBytes(UTF_8);
        String name = isCss
                ? "text/css"
                : type.toLowerCase(Locale.ROOT).contains("xhtml") ? "application/xhtml+xml" : "text/html";
        return kept(Reply.of(status, name, utf8), answer).header("Content-Type", name + "; charset=utf-8");
    }

    private String rewrite(String html, Urls urls, Capture capture) throws IOException {
        try {
            rewrites.acquire();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        try {
            return HtmlRewriter.rewrite(
                    html,
                    urls,
                    "<script src=\"" + SCRIPT + "\" data-captured=\"" + capture.timestamp() + "\"></script>");
        } finally {
            rewrites.release();
        }
    }

    private static String decode(byte[] bytes, String type) {
        byte[] utf8 = CharsetSniffer.toUtf8(
                bytes,
                0,
                bytes.length,
                CharsetSniffer.sniff(bytes, 0, bytes.length, type).encoding().charset());
        return new String(utf8, UTF_8);
    }

    private static Reply kept(Reply reply, ArchivedAnswer answer) {
        for (String name : KEPT) {
            answer.header(name).ifPresent(value -> reply.header(name, value));
        }
        return reply;
    }

    /** Maps the absolute URLs of a page. Relative ones lead to the right place as they are. */
    private final class Urls implements UnaryOperator<String> {
        private final ReplayHosts.Archived host;
        private final @Nullable Url base;

        Urls(ReplayHosts.Archived host) {
            this.host = host;
            base = Url.tryParse(host.origin() + "/");
        }

        @Override
        public String apply(String text) {
            boolean isAbsolute = text.regionMatches(true, 0, "http:", 0, 5)
                    || text.regionMatches(true, 0, "https:", 0, 6)
                    || text.startsWith("//")
                    || text.startsWith("\\\\")
                    || text.startsWith("/\\");
            Url url = !isAbsolute || base == null ? null : base.tryResolve(text);
            String replayed = url == null ? null : hosts.replayed(url, host.timestamp(), false);
            return replayed == null ? text : replayed;
        }
    }

    private Reply notArchived(String url, ReplayHosts.Archived host) {
        return Reply.html(404, Screens.notArchivedFrame(url, host.timestamp()))
                .header("Content-Security-Policy", policy);
    }

    /** A page within the frame that has the viewer open a PDF, since browsers show none in a sandbox. */
    private Reply escapingTheSandbox(String url, ReplayHosts.Archived host) {
        return Reply.html(200, Screens.openInViewer(url, host.timestamp())).header("Content-Security-Policy", policy);
    }
}
