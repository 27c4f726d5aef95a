package ayatori.archive.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.archive.Archive;
import ayatori.archive.ArchivedPage;
import ayatori.archive.index.Capture;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The markup of the program's own pages. Everything that comes from the archive is escaped. */
final class Screens {
    private static final DateTimeFormatter DAY = format("d MMMM uuuu");
    private static final DateTimeFormatter MOMENT = format("d MMM uuuu, HH:mm:ss");
    private static final DateTimeFormatter TIME = format("HH:mm:ss");

    /** So few captures are listed before the calendar. */
    private static final int FEW = 12;

    private static final int LISTED_MAX = 500;

    private final Archive archive;

    Screens(Archive archive) {
        this.archive = archive;
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    String home(List<ArchivedPage> pages, int from) {
        boolean hasMore = pages.size() > 50;
        var body = new StringBuilder();
        if (from == 0) {
            body.append("<p class=lead>")
                    .append(count(archive.captureCount(), "capture", "captures"))
                    .append(". Nothing is loaded from anywhere but this archive.</p>");
            for (String warning : archive.warnings()) {
                body.append("<p class=warning>").append(escape(warning)).append("</p>");
            }
        }
        body.append(
                pages.isEmpty()
                        ? "<p>The archive lists no pages. Look one up by its URL.</p>"
                        : "<h2>Pages</h2><ol class=pages>");
        pages.stream().limit(50).forEach(page -> body.append(entry(page, "")));
        body.append("</ol><nav class=more>");
        if (from > 0) {
            body.append("<a href='/?from=").append(Math.max(0, from - 50)).append("'>← Earlier in the list</a>");
        }
        if (hasMore) {
            body.append("<a href='/?from=").append(from + 50).append("'>More pages →</a>");
        }
        return page(archive.name(), "", body.append("</nav>").toString());
    }

    private static String entry(ArchivedPage page, String snippet) {
        return "<li><a class=title href='" + view(page.url(), Capture.timestampOf(page.time())) + "'>"
                + escape(page.title().isEmpty() ? page.url() : page.title()) + "</a><span class=url>"
                + escape(page.url()) + "</span><time>" + MOMENT.format(page.time()) + "</time>"
                + (snippet.isEmpty() ? "" : "<p class=snippet>" + snippet + "</p>") + "</li>";
    }

    String found(String query, List<Search.Hit> hits) {
        if (hits.isEmpty()) {
            return page(
                    "Nothing found",
                    query,
                    "<h2>Nothing found</h2><p>No title, URL or text has all of these words.</p>");
        }
        String list = hits.stream()
                .map(hit -> entry(hit.page(), marked(hit.snippet(), query)))
                .collect(Collectors.joining());
        return page(
                "Search",
                query,
                "<h2>" + count(hits.size(), "page", "pages") + "</h2><ol class=pages>" + list + "</ol>");
    }

    /** A text with the words of a query marked. */
    private static String marked(String text, String query) {
        String words = Pattern.compile("\\s+")
                .splitAsStream(query.strip())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        var marks = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        var out = new StringBuilder();
        int end = 0;
        while (marks.find()) {
            out.append(escape(text.substring(end, marks.start())))
                    .append("<mark>")
                    .append(escape(marks.group()))
                    .append("</mark>");
            end = marks.end();
        }
        return out.append(escape(text.substring(end))).toString();
    }

    String calendar(String url, List<Capture> captures) {
        var days = new TreeMap<LocalDate, List<Capture>>();
        for (Capture capture : captures) {
            days.computeIfAbsent(LocalDate.ofInstant(capture.time(), ZoneOffset.UTC), _ -> new ArrayList<>())
                    .add(capture);
        }
        var years = new TreeSet<Integer>();
        days.keySet().forEach(day -> years.add(day.getYear()));
        var body = new StringBuilder("<h2>")
                .append(count(captures.size(), "capture", "captures"))
                .append("</h2><p class=url>")
                .append(escape(url))
                .append("</p>");
        String table = table(captures);
        if (captures.size() <= FEW) {
            body.append(table);
        }
        for (int year : years.descendingSet()) {
            body.append("<h3>").append(year).append("</h3><div class=year>");
            var ofYear = days.subMap(LocalDate.of(year, 1, 1), true, LocalDate.of(year, 12, 31), true);
            int last = ofYear.lastKey().getMonthValue();
            for (int month = ofYear.firstKey().getMonthValue(); month <= last; month++) {
                month(body, YearMonth.of(year, month), days);
            }
            body.append("</div>");
        }
        if (captures.size() > FEW) {
            body.append("<h3>All captures</h3>").append(table);
        }
        return page("Captures of " + url, url, body.toString());
    }

    /** The latest captures, the last one first. */
    private static String table(List<Capture> captures) {
        var table = new StringBuilder(
                "<table class=captures><tr><th>Day</th><th>Time (UTC)</th><th>Status</th><th>Type</th><th>URL</th></tr>");
        captures.reversed().stream()
                .limit(LISTED_MAX)
                .forEach(capture -> table.append("<tr><td>")
                        .append(DAY.format(capture.time()))
                        .append("</td><td><a href='")
                        .append(view(capture.url(), capture.timestamp()))
                        .append("'>")
                        .append(TIME.format(capture.time()))
                        .append("</a></td><td>")
                        .append(capture.status() == 0 ? "" : capture.status())
                        .append("</td><td>")
                        .append(escape(capture.isRevisit() ? "unchanged" : capture.mime()))
                        .append("</td><td class=url>")
                        .append(escape(capture.url()))
                        .append("</td></tr>"));
        return table.append("</table>").toString();
    }

    private static void month(StringBuilder body, YearMonth month, Map<LocalDate, List<Capture>> days) {
        body.append("<table class=month><caption>")
                .append(month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .append(
                        "</caption><tr><th>M</th><th>T</th><th>W</th><th>T</th><th>F</th><th>S</th><th>S</th></tr><tr>");
        int blank = month.atDay(1).getDayOfWeek().getValue() - 1;
        body.append("<td></td>".repeat(blank));
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            if (day > 1 && (blank + day) % 7 == 1) {
                body.append("</tr><tr>");
            }
            List<Capture> captures = days.getOrDefault(month.atDay(day), List.of());
            if (captures.isEmpty()) {
                body.append("<td>").append(day).append("</td>");
            } else {
                body.append("<td><a href='")
                        .append(view(
                                captures.getLast().url(), captures.getLast().timestamp()))
                        .append("' title='")
                        .append(count(captures.size(), "capture", "captures"))
                        .append("'>")
                        .append(day)
                        .append("</a></td>");
            }
        }
        body.append("</tr></table>");
    }

    String notArchived(String url, List<Capture> neighbours) {
        var body = new StringBuilder("<h2>Not in this archive</h2><p class=url>")
                .append(escape(url))
                .append("</p><p><a rel='noopener noreferrer' target=_blank href='")
                .append(escape(url))
                .append("'>Open it on the live web ↗</a></p>");
        if (!neighbours.isEmpty()) {
            body.append("<h3>Pages of the same host that are</h3><ol class=pages>");
            neighbours.forEach(
                    capture -> body.append(entry(new ArchivedPage(capture.url(), capture.time(), "", null), "")));
            body.append("</ol>");
        }
        return page("Not in this archive", url, body.toString());
    }

    String message(String title, String text) {
        return page(title, "", "<h2>" + escape(title) + "</h2><p>" + escape(text) + "</p>");
    }

    String view(String url, Capture capture, String frame, boolean isPdf, List<Capture> captures) {
        int position = Math.max(0, captures.indexOf(capture));
        String sandbox = isPdf ? "" : " sandbox='allow-scripts allow-same-origin allow-forms'";
        return head(archive.name() + ": " + url, "view")
                + "<header class=bar><a class=home href='/' title='All pages of this archive'>⌂</a>"
                + "<form action='/find'><input id=address name=q value='" + escape(url)
                + "' aria-label='URL or words'></form>"
                + "<span id=when class=when>" + step(captures, position - 1, "‹", "The capture before")
                + "<a id=captures href='/calendar?url=" + encode(url) + "' title='All captures'>"
                + MOMENT.format(capture.time()) + " UTC</a>"
                + step(captures, position + 1, "›", "The capture after") + "</span>"
                + "<span id=missing hidden>Not in this archive</span>"
                + "<a id=live rel='noopener noreferrer' target=_blank href='" + escape(url)
                + "' title='The live page, from the web'>Live ↗</a></header>"
                + "<iframe id=page title='The archived page' data-time=" + capture.timestamp() + sandbox + " src='"
                + escape(frame) + "'></iframe>"
                + "<script src='/viewer.js'></script></body></html>";
    }

    private static String step(List<Capture> captures, int position, String arrow, String title) {
        return position < 0 || position >= captures.size()
                ? "<span class=off>" + arrow + "</span>"
                : "<a href='"
                        + view(
                                captures.get(position).url(),
                                captures.get(position).timestamp()) + "' title='" + title + "'>" + arrow + "</a>";
    }

    /** What the frame shows in place of a page that is missing. It is an archived host's page, and has no style of ours. */
    static String notArchivedFrame(String url, String timestamp) {
        return "<!doctype html><meta charset=utf-8><title>Not in this archive</title>"
                + "<script src='" + ArchivedContent.SCRIPT + "' data-missing='" + escape(url) + "'></script>"
                + "<body style='font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:15vh auto;padding:0 1em;color:#444;background:#fff'>"
                + "<h1 style='font-size:1.4em'>Not in this archive</h1><p style='overflow-wrap:anywhere'>" + escape(url)
                + "</p>"
                + "<p>It was not captured around " + MOMENT.format(Capture.timeOf(timestamp))
                + " UTC, nor at any other time.</p>";
    }

    /** What the frame shows for a moment, until the viewer shows a PDF. */
    static String openInViewer(String url, String timestamp) {
        return "<!doctype html><meta charset=utf-8><title>PDF</title><script src='" + ArchivedContent.SCRIPT
                + "' data-open='" + escape(url) + "' data-time=" + timestamp + "></script>";
    }

    private String page(String title, String query, String body) {
        return head(title, "own")
                + "<header><a class=name href='/'>" + escape(archive.name()) + "</a>"
                + "<form action='/find'><input name=q value='" + escape(query)
                + "' placeholder='URL, or words of a title or text' aria-label='URL or words'"
                + (query.isEmpty() ? " autofocus" : "") + "><button>Find</button></form></header><main>" + body
                + "</main></body></html>";
    }

    private static String head(String title, String style) {
        return "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'><title>"
                + escape(title)
                + "</title><link rel=stylesheet href='/viewer.css'><link rel=icon href='data:,'></head><body class="
                + style + ">";
    }

    private static String view(String url, String timestamp) {
        return escape("/view/" + timestamp + "/" + url);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String count(long number, String one, String many) {
        return String.format(Locale.ENGLISH, "%,d %s", number, number == 1 ? one : many);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
