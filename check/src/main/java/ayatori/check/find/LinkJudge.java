package ayatori.check.find;

import ayatori.crawler.folder.RecordedLinks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Judges each place of a link, once it is known what its target has answered. */
public final class LinkJudge {
    /** Ways that are cached; the links of a navigation are on every page. */
    private static final int WAYS_MAX = 100_000;

    /** The reason for URLs of other sites that nobody has asked for. */
    private static final String EXTERNAL = "external";

    private final Answers answers;
    private final Fragments fragments = new Fragments();
    private final Groups groups = new Groups();
    private final Set<String> softPages;
    private final Set<String> linkedSoftPages = new HashSet<>();
    private final Map<String, Answers.Way> ways = new HashMap<>();
    private final LongSet unknown = new LongSet();
    private final SortedMap<String, Long> notChecked = new TreeMap<>();
    private final IgnoredUrls ignored;
    private final CanonicalUrls urls;
    private long pages;
    private long links;

    /** Prepares to judge the links of a crawl. */
    public LinkJudge(Answers answers, CanonicalUrls urls, IgnoredUrls ignored) {
        this.answers = answers;
        this.urls = urls;
        this.ignored = ignored;
        this.softPages = SoftPages.of(answers);
    }

    /** Reads a page for the first time: notes to which fragments of other pages it links. */
    public void note(RecordedLinks page) {
        String own = urls.of(page.url());
        for (RecordedLinks.Place place : page.links()) {
            String name = fragmentOf(place);
            if (name != null) {
                Answers.Way way = way(place.to());
                if (!way.url().equals(own)) {
                    fragments.want(way.url(), name);
                }
            }
        }
    }

    /** Reads a page again, when all are noted: looks for the fragments that are linked to. */
    public void find(RecordedLinks page) {
        fragments.find(urls.of(page.url()), page);
    }

    /** Reads a page for the last time: judges its links. */
    public void judge(RecordedLinks page) {
        pages++;
        links += page.links().size();
        String own = urls.of(page.url());
        Answer answer = answers.get(own);
        if (answer != null && answer.isSuccess() && isBlank(answer.title()) && !ignored.has(page.url())) {
            groups.add(FindingKind.MISSING_TITLE, page.url(), "it has no title", List.of(), null);
        }
        if (ignored.has(page.url())) {
            return;
        }
        Set<String> ids = null;
        for (RecordedLinks.Place place : page.links()) {
            String to = place.to();
            if (ignored.has(to == null ? place.raw() : to)) {
                continue;
            }
            var where = new Place(page.url(), place.line(), place.element(), place.text(), place.raw());
            String malformed = Malformed.problem(place);
            if (malformed != null) {
                String target = to != null && place.raw().isEmpty() ? to : place.raw();
                groups.add(FindingKind.MALFORMED_URL, target, malformed, List.of(), where);
            } else if (to != null) {
                boolean isFine = target(page.url(), place, to, where);
                String name = isFine ? fragmentOf(place) : null;
                if (name != null) {
                    ids = ids == null ? Fragments.ids(page.ids()) : ids;
                    fragment(own, ids, to, name, where);
                }
            }
        }
    }

    /** Judges where a link leads; returns whether it arrives at a page. */
    private boolean target(String page, RecordedLinks.Place place, String to, Place where) {
        if (place.role() != null && page.startsWith("https:") && to.startsWith("http:")) {
            groups.add(FindingKind.MIXED_CONTENT, to, "a page of https loads it by http", List.of(), where);
        }
        Answers.Way way = way(to);
        Answer answer = way.answer();
        if (way.isLoop()) {
            groups.add(FindingKind.REDIRECT_LOOP, to, "its redirects never end", way.chain(), where);
            return false;
        }
        if (answer == null || answer.notAsked() != null) {
            notChecked(way, answer);
            moved(way, to, where);
            return false;
        }
        if (answer.error() != null || answer.status() >= 400 || answer.status() == 0) {
            groups.add(kindOf(place, way, answer, to), to, Reasons.of(answer), way.chain(), where);
            return false;
        }
        if (softPages.contains(way.url()) || softPages.contains(urls.of(to))) {
            linkedSoftPages.add(way.url());
            linkedSoftPages.add(urls.of(to));
            groups.add(
                    FindingKind.SOFT_404,
                    to,
                    "it answers " + answer.status() + " as a made-up address does",
                    way.chain(),
                    where);
            return false;
        }
        moved(way, to, where);
        return true;
    }

    private FindingKind kindOf(RecordedLinks.Place place, Answers.Way way, Answer answer, String to) {
        boolean isElsewhere = !answer.isCrawled() && !answers.isOnSite(way.url());
        if (isElsewhere && answer.error() == null && answer.isRefusal() && answers.refusesAll(way.url())) {
            return FindingKind.REFUSED;
        }
        if (place.role() != null) {
            return FindingKind.BROKEN_REQUISITE;
        }
        return answers.isOnSite(to) ? FindingKind.BROKEN_LINK : FindingKind.BROKEN_EXTERNAL;
    }

    private void moved(Answers.Way way, String to, Place where) {
        if (way.chain().size() > 1) {
            groups.add(FindingKind.REDIRECT_CHAIN, to, way.chain().size() + " redirects in a row", way.chain(), where);
        } else if (way.isPermanent()) {
            groups.add(FindingKind.PERMANENT_REDIRECT, to, "it has moved for good", way.chain(), where);
        }
    }

    private void notChecked(Answers.Way way, @Nullable Answer answer) {
        if (!unknown.add(Fragments.hash(way.url(), ""))) {
            return;
        }
        String reason = answer == null ? null : answer.notAsked();
        if (reason == null && answers.isOnSite(way.url())) {
            reason = answers.skipReason(way.url());
        }
        String why = reason != null ? reason : answers.isOnSite(way.url()) ? "not-requested" : EXTERNAL;
        notChecked.merge(why, 1L, Long::sum);
    }

    /** Judges whether the fragment of a link, whose target is fine, names something. */
    private void fragment(String own, Set<String> ids, String to, String name, Place where) {
        Answers.Way way = way(to);
        Answer answer = way.answer();
        if (answer == null || !answer.isWhole()) {
            return;
        }
        boolean isOwn = way.url().equals(own);
        boolean isKnown = isOwn || fragments.knows(way.url());
        if (isKnown && !(isOwn ? Fragments.isAmong(ids, name) : fragments.has(way.url(), name))) {
            groups.add(
                    FindingKind.BROKEN_FRAGMENT,
                    to + "#" + name,
                    "the page has no element with the id " + Fragments.decoded(name),
                    way.chain(),
                    where);
        }
    }

    private static @Nullable String fragmentOf(RecordedLinks.Place place) {
        String fragment = place.fragment();
        // Of what a page loads, scripts and SVG may give fragments another meaning.
        return place.role() != null || place.to() == null || fragment == null ? null : Fragments.nameOf(fragment);
    }

    private Answers.Way way(@Nullable String to) {
        String url = String.valueOf(to);
        Answers.Way known = ways.get(url);
        if (known == null) {
            known = answers.way(url);
            if (ways.size() >= WAYS_MAX) {
                ways.clear();
            }
            ways.put(url, known);
        }
        return known;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** All findings, once every page was judged. */
    public List<Finding> findings() {
        for (String url : softPages) {
            if (!linkedSoftPages.contains(url) && !ignored.has(url)) {
                groups.add(FindingKind.SOFT_404, url, "it answers as a made-up address does", List.of(), null);
            }
        }
        return groups.findings();
    }

    /** {@return whether findings list not all of their places} */
    public boolean isCut() {
        return groups.isCut();
    }

    /** {@return how many URLs nobody has asked for, by why} */
    public SortedMap<String, Long> notChecked() {
        return notChecked;
    }

    /** {@return how many pages were judged} */
    public long pages() {
        return pages;
    }

    /** {@return how many links they have} */
    public long links() {
        return links;
    }
}
