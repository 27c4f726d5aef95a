package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.url.Url;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Valid and invalid answers from the tests of other clients. Cases in which we differ are listed with the reason. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RawAnswerSuiteTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STATUS = Pattern.compile("headers complete status=(\\d+)");
    private static final Pattern BODY = Pattern.compile("len=(\\d+) span\\[body\\]");

    /** Where llhttp and we differ, by the name of its case. */
    private static final Map<String, String> LLHTTP_DIFFERS = Map.ofEntries(
            Map.entry("HTTP 103 first, then 200", "the case ends one byte before the body does"),
            Map.entry("ICE response", "SHOUTcast's own protocol name, which no page comes in"),
            Map.entry(
                    "`chunked` before other transfer-encoding",
                    "framed in a way that two readers may read differently"),
            Map.entry(
                    "Tabs in `Content-Length` (surrounding)", "the case ends before the body, which llhttp waits for"),
            Map.entry("HTTP/1.1 with keep-alive disabled and 204 status", "bytes after the answer: they are not read"),
            Map.entry("HTTP/1.1 with keep-alive disabled, content-length", "bytes after the answer: they are not read"),
            Map.entry(
                    "Content-Length reset when no body is received", "llhttp is told to skip the body, and we are not"),
            Map.entry("Bare CR after response line (lenient)", "a bare CR ends no line, however lenient"),
            Map.entry("Invalid HTTP version (lenient)", "another protocol, however lenient"),
            Map.entry(
                    "Extra space between HTTP version and status code",
                    "more than one space before the status code, as browsers and curl take it"),
            Map.entry("No carriage ret", "a bare LF ends a line (RFC 9112 section 2.2)"),
            Map.entry(
                    "No extension after semicolon",
                    "an empty chunk extension, passed over as all of them are (RFC 9112 section 7.1.1)"));

    /** Where aiohttp and we differ. */
    private static final Map<String, String> AIOHTTP_DIFFERS = Map.of(
            "test_http_response_parser_strict_obs_line_folding",
            "folded values are joined, as RFC 9112 section 5.2 has it; only fields that frame the body may not be folded");

    /** Where curl and we differ, by test. */
    private static final Map<String, String> CURL_DIFFERS = Map.ofEntries(
            Map.entry("test1123 data", "a transfer coding that we never ask for (RFC 9112 section 7.4)"),
            Map.entry("test1124 data", "a transfer coding that we never ask for (RFC 9112 section 7.4)"),
            Map.entry("test1125 data", "a transfer coding that we never ask for (RFC 9112 section 7.4)"),
            Map.entry("test1171 data", "a transfer coding that we never ask for (RFC 9112 section 7.4)"),
            Map.entry("test1482 data", "chunked twice over, which no sender may (RFC 9112 section 6.1)"),
            Map.entry("test365 data", "a length and chunks: the mark of a smuggled answer"),
            Map.entry("test1677 data", "a length and chunks: the mark of a smuggled answer"),
            Map.entry("test1287 connect", "a length and chunks: the mark of a smuggled answer"),
            Map.entry("test1154 data", "a header of 100 KB: more than our cap"),
            Map.entry("test1556 data", "a header of 100 KB: more than our cap"),
            Map.entry("test1539 data", "the case ends before the header does; curl never gets there"),
            Map.entry("test1909 data", "cut short, and curl is told to try again"),
            Map.entry("test1245 data", "curl is told not to use HTTP"),
            Map.entry("test1618 data", "a bomb, cut at our cap in ContentCodingTest; curl's is smaller"),
            Map.entry("test457 data", "longer than the cap that curl is told to keep"),
            Map.entry("test580 data", "two Locations: the answer itself is sound"));

    /** Curl's errors for an invalid answer: 8 weird, 18 partial, 56 receiving, 61 coding, 1 protocol. */
    private static final Set<Integer> CURL_REFUSES = Set.of(1, 8, 16, 18, 56, 61);

    /**
     * The outcome of one answer.
     *
     * @param body {@code null} for a failure in the body
     */
    private record Outcome(
            int status,
            byte @Nullable [] body,
            @Nullable Truncation truncation,
            @Nullable FailureKind failure) {
        int bodyLength() {
            return body == null ? 0 : body.length;
        }

        boolean whole() {
            return body != null && truncation == null;
        }

        @Override
        public String toString() {
            return status
                    + (body == null ? "" : ", " + body.length + " bytes")
                    + (truncation == null ? "" : ", truncated by " + truncation)
                    + (failure == null ? "" : ", " + failure);
        }
    }

    @Test
    void agreesWithLlhttp() throws Exception {
        List<JsonNode> cases = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (String line : Files.readAllLines(Suites.path("http/llhttp-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            if (test.get("type").stringValue().startsWith("response")) {
                cases.add(test);
                answers.add(decoded(test.get("input_b64")));
            }
        }
        List<Outcome> outcomes = outcomes(answers);
        var verdicts = new Verdicts("http/llhttp-cases.jsonl, responses", LLHTTP_DIFFERS);
        for (int i = 0; i < cases.size(); i++) {
            JsonNode test = cases.get(i);
            Outcome outcome = outcomes.get(i);
            int status = finalStatus(test.get("log").toString());
            boolean agrees;
            if (test.get("error").isNull()) {
                agrees = status == outcome.status && outcome.whole() && firstBody(test) == outcome.bodyLength();
            } else {
                agrees = !outcome.whole();
            }
            verdicts.add(test.get("name").stringValue(), agrees, outcome + ", but llhttp says " + test.get("error"));
        }
        verdicts.report();
    }

    @Test
    void agreesWithAiohttp() throws Exception {
        List<JsonNode> cases = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (String line : Files.readAllLines(Suites.path("http/aiohttp-response-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            var all = new ByteArrayOutputStream();
            for (JsonNode feed : test.get("feeds_b64")) {
                all.write(decoded(feed));
            }
            cases.add(test);
            answers.add(all.toByteArray());
        }
        List<Outcome> outcomes = outcomes(answers);
        var verdicts = new Verdicts("http/aiohttp-response-cases.jsonl", AIOHTTP_DIFFERS);
        for (int i = 0; i < cases.size(); i++) {
            JsonNode test = cases.get(i);
            String name = test.get("test").stringValue();
            String asserts = test.get("asserts").toString();
            boolean refused = test.get("raises").toString().contains("pytest.raises")
                    || asserts.contains("ContentEncodingError")
                    || name.contains("incomplete_body");
            Outcome outcome = outcomes.get(i);
            boolean agrees = refused ? !outcome.whole() : outcome.whole();
            Matcher body =
                    Pattern.compile("(?:== b'(\\w+)'|b'(\\w+)' == b''\\.join)").matcher(asserts);
            if (!refused && body.find() && outcome.body != null) {
                String expected = body.group(1) == null ? body.group(2) : body.group(1);
                agrees &= Arrays.equals(outcome.body, RawServer.latin1(expected));
            }
            verdicts.add(name, agrees, outcome + ", but aiohttp says " + test.get("raises") + " " + asserts);
        }
        verdicts.report();
    }

    @Test
    void agreesWithCurl() throws Exception {
        List<CurlAnswers.Answer> cases = CurlAnswers.in(Suites.path("http/curl"));
        List<Outcome> outcomes = outcomes(
                cases.stream().map(CurlAnswers.Answer::bytes).toList(),
                i -> cases.get(i).toHead());
        var verdicts = new Verdicts("http/curl", CURL_DIFFERS);
        for (int i = 0; i < cases.size(); i++) {
            CurlAnswers.Answer test = cases.get(i);
            Outcome outcome = outcomes.get(i);
            // The error of a test with several answers may be that of any of them.
            boolean refused = CURL_REFUSES.contains(test.error());
            boolean agrees;
            if (refused) {
                agrees = !test.only() || !outcome.whole();
            } else {
                agrees = readAsCurl(test, outcome);
            }
            verdicts.add(test.name(), agrees, outcome + ", but curl says " + test.error() + " (" + test.title() + ")");
        }
        verdicts.report();
    }

    /** Whether an answer that curl accepts was read whole, with the body that it has or that curl outputs. */
    private static boolean readAsCurl(CurlAnswers.Answer test, Outcome outcome) {
        if (!outcome.whole() || outcome.body == null) {
            return false;
        }
        String head = text(test.bytes()).toLowerCase(Locale.ROOT);
        boolean coded = head.contains("\ntransfer-encoding") || head.contains("\ncontent-encoding");
        String body = text(outcome.body);
        if (test.check() != null && text(test.check()).contains(body)) {
            return true; // that is what is left of all the answers of the test, one after the other
        }
        return coded ? test.check() == null : text(test.body()).startsWith(body);
    }

    @Test
    void answersOrRefusesWhateverComes() throws Exception {
        List<byte[]> requests = new ArrayList<>();
        for (String line : Files.readAllLines(Suites.path("http/llhttp-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            if (test.get("type").stringValue().startsWith("request")) {
                requests.add(decoded(test.get("input_b64")));
            }
        }
        refusesOrAnswers("http/llhttp-cases.jsonl, requests sent as answers", requests);
        for (String folder : new String[] {"http/go-fuzz/httpresp", "http/go-fuzz/http2"}) {
            List<byte[]> answers = new ArrayList<>();
            try (var walk = Files.walk(Suites.path(folder))) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    answers.add(Files.readAllBytes(file));
                }
            }
            refusesOrAnswers(folder + ", sent as answers", answers);
        }
    }

    private static void refusesOrAnswers(String suite, List<byte[]> answers) throws Exception {
        var tally = Conformance.of(RawAnswerSuiteTest.class, suite);
        for (Outcome outcome : outcomes(answers)) {
            tally.check(outcome.body == null ? outcome.failure != null : outcome.status >= 200, outcome::toString);
        }
        tally.report();
    }

    /** Counts the cases in which we agree with others; those in which we do not must be on the list. */
    private static final class Verdicts {
        private final Conformance tally;
        private final Map<String, String> differs;
        private final Set<String> seen = new HashSet<>();

        Verdicts(String suite, Map<String, String> differs) {
            this.tally = Conformance.of(RawAnswerSuiteTest.class, suite);
            this.differs = differs;
        }

        void add(String name, boolean agrees, String otherwise) {
            String reason = differs.get(name);
            if (!agrees && reason != null) {
                seen.add(name);
                tally.except(reason);
            } else {
                tally.check(agrees, () -> name + ": " + otherwise);
            }
        }

        void report() {
            assertThat(seen).as("no case is listed in vain").isEqualTo(differs.keySet());
            tally.report();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.stringValue());
    }

    /** The first status that is not informational; 0 when there is none. */
    private static int finalStatus(String log) {
        Matcher status = STATUS.matcher(log);
        while (status.find()) {
            if (!status.group(1).startsWith("1")) {
                return Integer.parseInt(status.group(1));
            }
        }
        return 0;
    }

    /** The length of the body that llhttp saw after that status. */
    private static int firstBody(JsonNode test) {
        int length = 0;
        boolean begun = false;
        for (JsonNode event : test.get("log")) {
            String text = event.stringValue();
            if (text.contains("message complete") && begun) {
                break;
            }
            begun |= finalStatus(text) != 0;
            Matcher body = BODY.matcher(text);
            length += body.find() ? Integer.parseInt(body.group(1)) : 0;
        }
        return length;
    }

    /** Serves each answer once, closes the connection, and returns the client's outcome. */
    private static List<Outcome> outcomes(List<byte[]> answers) throws Exception {
        return outcomes(answers, _ -> false);
    }

    private static List<Outcome> outcomes(List<byte[]> answers, IntPredicate toHead) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        run(CarrierKind.best(), () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(answers.get(Integer.parseInt(with.target().substring(1))));
                    });
                    var session = ClientSession.builder().maxRedirects(0).build()) {
                for (int i = 0; i < answers.size(); i++) {
                    outcomes.add(outcome(session, Url.parse(server.url("/" + i)), toHead.test(i)));
                }
            }
        });
        return outcomes;
    }

    private static Outcome outcome(ClientSession session, Url url, boolean head) throws IOException {
        int status = 0;
        try (var response = session.request(head ? ClientRequest.head(url) : ClientRequest.get(url))) {
            status = response.status();
            byte[] body = response.bytes();
            return new Outcome(status, body, response.truncated(), null);
        } catch (HttpException e) {
            return new Outcome(status, null, null, e.kind());
        }
    }
}
