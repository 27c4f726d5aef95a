package ayatori.check.ask;

import ayatori.check.find.AskedUrl;
import ayatori.crawler.PageError;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.sink.Folders;
import ayatori.crawler.sink.Inert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the check has asked for, by URL; kept in a file of JSON lines, so that the next run asks only for what is due. */
public final class AskedUrls {
    /** The name of the file in a crawl folder. */
    public static final String NAME = "asked.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new Inert()).build())
            .build();

    /** How long an answer that is fine is good for. */
    private static final Duration FINE = Duration.ofDays(7);

    /** How long a refusal by a host is good for, whether by robots.txt or by a status. */
    private static final Duration REFUSED = Duration.ofDays(1);

    private static final Set<Integer> REFUSALS = Set.of(401, 403, 405, 406, 407, 429, 451, 999);

    private final Map<String, AskedUrl> byUrl = new LinkedHashMap<>();

    /** Nothing yet. */
    public AskedUrls() {}

    /** {@return all of them} */
    public List<AskedUrl> all() {
        return List.copyOf(byUrl.values());
    }

    /** Takes up an answer, in the place of an older one. */
    public void add(AskedUrl asked) {
        AskedUrl known = byUrl.get(asked.url());
        if (known == null || !known.at().isAfter(asked.at())) {
            byUrl.put(asked.url(), asked);
        }
    }

    /** Takes up answers. */
    public void addAll(Collection<AskedUrl> asked) {
        asked.forEach(this::add);
    }

    /**
     * Those that need not be asked for again: what was fine within a week, what was refused within a day. What was broken is
     * asked for at each run, since somebody may have mended it.
     */
    public List<AskedUrl> fresh(Instant now) {
        return byUrl.values().stream().filter(asked -> isFresh(asked, now)).toList();
    }

    private static boolean isFresh(AskedUrl asked, Instant now) {
        Duration age = Duration.between(asked.at(), now);
        if (age.isNegative() || asked.isProbe()) {
            return false;
        }
        if (asked.isFine()) {
            return age.compareTo(FINE) < 0;
        }
        return (asked.notAsked() != null || REFUSALS.contains(asked.status())) && age.compareTo(REFUSED) < 0;
    }

    /** {@return those that a plan asks for, and those to which these redirect} */
    public AskedUrls of(AskPlan plan) {
        var chosen = new AskedUrls();
        Stream.of(plan.site(), plan.external(), plan.probes())
                .flatMap(List::stream)
                .forEach(url -> choose(url, chosen));
        return chosen;
    }

    private void choose(String url, AskedUrls chosen) {
        String next = url;
        while (next != null && !chosen.byUrl.containsKey(next)) {
            AskedUrl asked = byUrl.get(next);
            if (asked == null) {
                return;
            }
            chosen.add(asked);
            next = asked.redirectTo();
        }
    }

    // ---- the crawl that asks

    /**
     * Takes up what a crawl of {@link AskCrawl} has recorded.
     *
     * @param plan what it was asked for
     * @param now the time of what was not asked for
     * @throws FolderException if its folder cannot be read
     */
    public void addFrom(CrawlReader crawl, AskPlan plan, Instant now) throws FolderException {
        Set<String> probes = Set.copyOf(plan.probes());
        Map<String, AskedUrl> answers = new LinkedHashMap<>();
        try (Stream<RecordedPage> pages = crawl.pages()) {
            pages.forEach(page -> answers.merge(
                    page.url(),
                    of(page, probes.contains(page.url())),
                    (head, get) -> page.method().equals("GET") ? get : head));
        }
        try (Stream<RecordedSkip> skips = crawl.skipped()) {
            skips.forEach(skip -> answers.putIfAbsent(skip.url(), of(skip, probes.contains(skip.url()), now)));
        }
        addAll(answers.values());
    }

    private static AskedUrl of(RecordedPage page, boolean isProbe) {
        PageError problem = page.error();
        PageError error = problem == null || problem.kind().equals("too-many-redirects") ? null : problem;
        return new AskedUrl(
                page.url(),
                page.fetchedAt(),
                isProbe,
                page.status(),
                page.redirectTo(),
                error == null ? null : error.kind(),
                error == null ? null : error.message(),
                null,
                page.title(),
                page.bytes(),
                page.digest());
    }

    /** A host that does not even answer for its robots.txt is dead. One that answers may not be asked for more. */
    private static AskedUrl of(RecordedSkip skip, boolean isProbe, Instant now) {
        boolean isDead = skip.error() != null;
        return new AskedUrl(
                skip.url(),
                now,
                isProbe,
                0,
                null,
                skip.error(),
                isDead ? skip.rule() : null,
                isDead ? null : skip.reason(),
                null,
                0,
                null);
    }

    // ---- the file

    /**
     * Reads a file; none is as good as an empty one.
     *
     * @throws FolderException if it cannot be read, or is something else, with one sentence
     */
    public static AskedUrls read(Path file) throws FolderException {
        var asked = new AskedUrls();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank()).forEach(line -> asked.add(of(JSON.readTree(line))));
            return asked;
        } catch (NoSuchFileException e) {
            return new AskedUrls();
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw notAsked(file, e);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw Files.isRegularFile(file)
                    ? notAsked(file, e)
                    : new FolderException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static FolderException notAsked(Path file, Exception e) {
        return new FolderException(
                file + " does not hold what a check has asked for: name another file by --cache, or remove it.", e);
    }

    private static AskedUrl of(JsonNode json) {
        if (!json.path("url").isString() || !json.path("at").isString()) {
            throw new IllegalArgumentException("not a record of a URL that was asked for");
        }
        return new AskedUrl(
                json.path("url").stringValue(),
                Instant.parse(json.path("at").stringValue()),
                json.path("probe").asBoolean(false),
                json.path("status").asInt(0),
                text(json, "redirectTo"),
                text(json, "error"),
                text(json, "message"),
                text(json, "notAsked"),
                text(json, "title"),
                json.path("bytes").asLong(0),
                text(json, "digest"));
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    /**
     * Writes a file: whole, or not at all.
     *
     * @throws FolderException if it cannot be written
     */
    public void write(Path file) throws FolderException {
        var text = new StringBuilder();
        for (AskedUrl asked : byUrl.values()) {
            text.append(JSON.writeValueAsString(json(asked))).append('\n');
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Folders.writeAtomically(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new FolderException("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static ObjectNode json(AskedUrl asked) {
        ObjectNode json = JSON.createObjectNode();
        json.put("url", asked.url());
        json.put("at", asked.at().toString());
        if (asked.isProbe()) {
            json.put("probe", true);
        }
        if (asked.notAsked() == null) {
            json.put("status", asked.status());
            json.put("bytes", asked.bytes());
        }
        put(json, "redirectTo", asked.redirectTo());
        put(json, "error", asked.error());
        put(json, "message", asked.message());
        put(json, "notAsked", asked.notAsked());
        put(json, "title", asked.title());
        put(json, "digest", asked.digest());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
