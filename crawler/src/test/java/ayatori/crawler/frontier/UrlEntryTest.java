package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.RequisiteRole;
import ayatori.web.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UrlEntryTest {
    private static final String ORIGIN = "https://a.example";

    private static UrlEntry plain(String url, String referrer) {
        return new UrlEntry(url, referrer, 3, 0, UrlEntry.Kind.PAGE, 5, 0, List.of(), 0, 0, 0, PageRequest.GET);
    }

    private static byte[] written(UrlEntry entry, boolean withFingerprint) {
        var out = new ByteWriter();
        entry.write(out.begin(), ORIGIN, withFingerprint);
        return out.toBytes();
    }

    private static UrlEntry read(byte[] bytes) {
        return UrlEntry.read(new ByteReader(bytes), ORIGIN);
    }

    @Test
    void aPlainEntryIsItsPathAndFiveBytesAndTheRestOfItsReferrer() {
        byte[] bytes = written(plain(ORIGIN + "/dir/b", ORIGIN + "/dir/a"), false);
        String golden = "03" // version
                + "00" // due
                + "03" // depth
                + "00" // redirects and flags
                + "00" // attempts
                + "06" + hex("/dir/b")
                + "16" + hex("a"); // 22 characters are shared
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden);
        assertThat(read(bytes)).isEqualTo(plain(ORIGIN + "/dir/b", ORIGIN + "/dir/a"));
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aPlainGetTakesNoRoomHoweverItIsMade() {
        var get = new PageRequest("GET", Headers.EMPTY, new byte[0], null, null);
        var entry = new UrlEntry(ORIGIN + "/", null, 3, 0, UrlEntry.Kind.PAGE, 5, 0, List.of(), 0, 0, 0, get);
        assertThat(written(entry, false)).hasSize(7);
    }

    @Test
    void anEntryReadsBackAsItWasWritten() {
        for (long seed = 0; seed < 5_000; seed++) {
            var random = new SplittableRandom(seed);
            boolean withFingerprint = random.nextBoolean();
            UrlEntry entry = random(random, withFingerprint);
            byte[] bytes = written(entry, withFingerprint);
            assertThat(read(bytes)).as("seed %d", seed).isEqualTo(entry);
            assertThat(UrlEntry.readDueNanos(bytes)).as("seed %d", seed).isEqualTo(entry.dueNanos());
        }
    }

    @Test
    void aRequisiteReadsBackAsItWasWrittenAndIsOfAVersionOfItsOwn() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            UrlEntry page = random(random, true);
            var role = List.of(RequisiteRole.values()).get(random.nextInt(9));
            var requisite = new UrlEntry(
                    page.url(),
                    page.referrer(),
                    page.depth(),
                    page.redirects(),
                    UrlEntry.Kind.REQUISITE,
                    page.priority(),
                    page.attempts(),
                    page.earlier(),
                    page.dueNanos(),
                    page.fingerprintHigh(),
                    page.fingerprintLow(),
                    page.request(),
                    new Need(role, random.nextInt(Need.STEPS_MAX + 1)));
            byte[] bytes = written(requisite, false);
            assertThat(bytes[0]).isEqualTo((byte) UrlEntry.REQUISITE_VERSION);
            assertThat(read(bytes)).as("seed %d", seed).isEqualTo(requisite);
        }
    }

    private static UrlEntry random(SplittableRandom random, boolean withFingerprint) {
        String user = random.nextInt(10) == 0 ? "https://me:secret@a.example/" : ORIGIN + "/";
        String referrer = random.nextInt(4) == 0
                ? null
                : (random.nextBoolean() ? ORIGIN : "http://b.example") + "/" + text(random, "ab/");
        int attempts = random.nextInt(3) == 0 ? 0 : random.nextInt(200);
        return new UrlEntry(
                user + text(random, "abc/?&%="),
                referrer,
                random.nextInt(1 << random.nextInt(1, 31)),
                random.nextInt(1 << random.nextInt(1, 20)),
                List.of(UrlEntry.Kind.values()).get(random.nextInt(3)),
                random.nextBoolean() ? Priority.DEFAULT_TENTHS : random.nextInt(Priority.TENTHS_MAX + 1),
                attempts,
                earlier(random, Math.min(attempts, Attempt.KEPT_MAX)),
                random.nextBoolean() ? 0 : random.nextLong(Long.MAX_VALUE),
                withFingerprint ? random.nextLong() : 0,
                withFingerprint ? random.nextLong() : 0,
                random.nextInt(3) == 0 ? PageRequest.GET : request(random));
    }

    private static List<Attempt> earlier(SplittableRandom random, int count) {
        return Stream.generate(() -> new Attempt(
                        random.nextLong(1L << 50),
                        random.nextLong(1L << 20),
                        random.nextInt(600),
                        random.nextBoolean() ? null : "timeout"))
                .limit(count)
                .toList();
    }

    private static PageRequest request(SplittableRandom random) {
        var headers = new String[2 * random.nextInt(4)];
        for (int i = 0; i < headers.length; i += 2) {
            headers[i] = "x-" + text(random, "AbC");
            headers[i + 1] = text(random, "a\u00e9\u00ff9").trim();
        }
        var body = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(1_000)];
        random.nextBytes(body);
        String[] methods = {"GET", "POST", "HEAD", "PUT", "M-SEARCH"};
        return new PageRequest(
                methods[random.nextInt(methods.length)],
                Headers.of(headers),
                body,
                random.nextBoolean() ? null : text(random, "list\u00e9\u6f22\n"),
                random.nextBoolean() ? null : "{\"page\":\"" + text(random, "12") + "\ud83d\ude00\"}");
    }

    private static String text(SplittableRandom random, String alphabet) {
        var text = new StringBuilder();
        for (int left = random.nextInt(1 << random.nextInt(8)); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void anEntryOfANewerVersionIsRefusedInASentence() {
        byte[] bytes = written(plain(ORIGIN + "/", ORIGIN + "/"), false);
        bytes[0] = UrlEntry.REQUISITE_VERSION + 1;
        String sentence =
                "a queue entry was written by another version of Ayatori (its format is 5, this version's is 4);"
                        + " resume the crawl with that version";
        assertThatThrownBy(() -> read(bytes)).hasMessage(sentence);
        assertThatThrownBy(() -> UrlEntry.readDueNanos(bytes)).hasMessage(sentence);
    }
}
