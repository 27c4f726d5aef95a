package ayatori.crawler.recrawl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.Change;
import ayatori.crawler.PageError;
import ayatori.crawler.PageHistory;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.read.Content;
import ayatori.crawler.record.PageRecord;
import ayatori.crawler.record.Revisit;
import ayatori.web.http.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComparisonTest {
    private static final Instant THEN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "200, a, 200, a, unchanged",
        "200, a, 200, b, changed",
        "200, a, 304, a, unchanged",
        "304, a, 200, a, unchanged",
        "304, a, 200, b, changed",
        "304, a, 404, b, gone",
        "200, a, 404, a, gone",
        "204, a, 410, b, gone",
        "301, a, 404, a, changed",
        "403, a, 404, a, changed",
        "404, a, 410, a, changed",
        "404, a, 404, a, unchanged",
        "404, a, 404, b, changed",
        "404, a, 200, b, changed",
        "200, a, 403, a, changed",
        "200, a, 301, a, changed",
        "200, a, 500, b, ",
        "200, a, 429, b, ",
        "200, a, 0, , ",
        "0, , 200, a, new",
        "500, a, 200, a, new",
        "0, , 0, , ",
        "200, , 200, a, ",
    })
    void twoAnswers(int before, @Nullable String digest, int now, @Nullable String digestNow, @Nullable String change) {
        Change found = Comparison.of(page(before, digest, null), record(now, digestNow))
                .change();
        assertThat(found == null ? null : found.label()).isEqualTo(change);
    }

    @Test
    void aPageOfWhichNothingIsKnownIsNew() {
        assertThat(Comparison.of(null, record(200, "a"))).isEqualTo(new Revisit(Change.NEW, null));
        assertThat(Comparison.of(null, record(404, "a"))).isEqualTo(new Revisit(Change.NEW, null));
        assertThat(Comparison.of(null, record(0, null))).isEqualTo(Revisit.NONE);
    }

    @Test
    void aRedirectToAnotherTargetHasChanged() {
        RecordedPage before = page(301, "a", null);
        assertThat(Comparison.of(before, record(301, "a")).change()).isEqualTo(Change.UNCHANGED);
        var moved = new PageRecord(
                new PageRecord.Request("https://example.org/", 0, null, 1),
                response(301, "a", 5, null),
                Content.NONE,
                "https://example.org/elsewhere",
                null);
        assertThat(Comparison.of(before, moved).change()).isEqualTo(Change.CHANGED);
    }

    @Test
    void aBodyThatWasCutOffBeforeTheOtherEndsTellsNothing() {
        assertThat(cut(5, "length", 9, null)).isNull();
        assertThat(cut(9, null, 5, "length")).isNull();
        assertThat(cut(5, "length", 5, "length")).isEqualTo(Change.CHANGED);
        assertThat(cut(5, null, 9, "length")).as("it is longer than it was").isEqualTo(Change.CHANGED);
    }

    private static @Nullable Change cut(
            long before, @Nullable String truncated, long now, @Nullable String truncatedNow) {
        var record = new PageRecord(
                new PageRecord.Request("https://example.org/", 0, null, 1),
                response(200, "b", now, truncatedNow),
                Content.NONE,
                null,
                null);
        return Comparison.of(page(200, "a", before, truncated, null), record).change();
    }

    @Test
    void countsChecksAndChanges() {
        PageHistory once = history(page(200, "a", null), record(200, "b"));
        assertThat(once).isEqualTo(new PageHistory(THEN, 1, 1, NOW, null));
        PageHistory twice = history(page(200, "a", once), record(304, "a"));
        assertThat(twice).isEqualTo(new PageHistory(THEN, 2, 1, NOW, null));
    }

    @Test
    void aFailureKeepsWhatTheNextAnswerIsComparedWith() {
        PageHistory known = new PageHistory(THEN, 3, 1, null, null);
        PageHistory failed = history(page(200, "a", known), record(0, null));
        assertThat(failed).isEqualTo(new PageHistory(THEN, 3, 1, null, new PageHistory.LastAnswer(THEN, 200, "a")));
        PageHistory failedAgain = history(page(0, null, failed), record(503, "busy"));
        assertThat(failedAgain).isEqualTo(failed);
        assertThat(Comparison.of(page(503, "busy", failedAgain), record(200, "a")))
                .isEqualTo(new Revisit(Change.UNCHANGED, new PageHistory(THEN, 4, 1, null, null)));
        assertThat(Comparison.of(page(0, null, failedAgain), record(404, "x")).change())
                .isEqualTo(Change.GONE);
    }

    private static PageHistory history(RecordedPage before, PageRecord now) {
        return requireNonNull(Comparison.of(before, now).history());
    }

    private static PageRecord.Response response(
            int status, @Nullable String digest, long bytes, @Nullable String truncated) {
        return new PageRecord.Response(status, null, bytes, truncated, Validators.NONE, digest, NOW, 0);
    }

    private static PageRecord record(int status, @Nullable String digest) {
        return new PageRecord(
                new PageRecord.Request("https://example.org/", 0, null, 1),
                response(status, digest, 5, null),
                Content.NONE,
                null,
                status == 0 ? new PageError("timeout", "Too slow.") : null);
    }

    private static RecordedPage page(int status, @Nullable String digest, @Nullable PageHistory history) {
        return page(status, digest, 5, null, history);
    }

    private static RecordedPage page(
            int status,
            @Nullable String digest,
            long bytes,
            @Nullable String truncated,
            @Nullable PageHistory history) {
        return new RecordedPage(
                "https://example.org/",
                "GET",
                null,
                null,
                status,
                null,
                0,
                null,
                null,
                null,
                bytes,
                Duration.ZERO,
                THEN,
                1,
                List.of(),
                truncated,
                false,
                null,
                null,
                null,
                digest,
                null,
                status == 0 ? new PageError("timeout", "Too slow.") : null,
                null,
                null,
                null,
                history,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }
}
