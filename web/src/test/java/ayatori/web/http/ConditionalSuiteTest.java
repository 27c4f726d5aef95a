package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.url.Url;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The revalidating cases of cache-tests.fyi: a page is fetched, then asked for again on the condition that it has
 * changed, and a 304 brings its header up to date.
 *
 * <p>A crawler keeps pages in order to notice that they have not changed, not in order to answer from them, so what a
 * case says of when a cache may answer without asking (expected type {@code cached} or {@code not_cached}), of what it
 * may store, and of the conditional requests that others send to it, does not concern us. Of a case that mixes both, the
 * part up to the first request that a cache would not send is run.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConditionalSuiteTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The cases in which we differ, by their ids, with the reason. */
    private static final Map<String, String> DIFFERS = Map.of(
            "conditional-etag-strong-generate-unquoted",
            "a tag goes back as it came: a server that forgets the quotes compares without them",
            "304-etag-update-response-Content-Encoding",
            "the body that is kept is still encoded as it was (RFC 9111 section 3.2)",
            "304-etag-update-response-Content-Range",
            "the body that is kept is still the range it was (RFC 9111 section 3.2)");

    @Test
    void revalidatesAsACacheDoes() throws Exception {
        Set<String> differed = new HashSet<>();
        var tally = Conformance.of(getClass(), "http/cache-tests.json");
        JsonNode suites = JSON.readTree(Suites.path("http/cache-tests.json").toFile());
        run(CarrierKind.best(), () -> {
            for (JsonNode suite : suites) {
                for (JsonNode test : suite.get("tests")) {
                    List<JsonNode> steps = steps(test);
                    if (steps.isEmpty()) {
                        tally.except("about answering from a cache or storing in one, which a crawler does not");
                        continue;
                    }
                    String id = test.get("id").stringValue();
                    String problem = problem(steps);
                    String reason = DIFFERS.get(id);
                    if (!problem.isEmpty() && reason != null) {
                        differed.add(id);
                        tally.except(reason);
                    } else {
                        tally.check(problem.isEmpty(), () -> id + ": " + problem);
                    }
                }
            }
        });
        assertThat(differed).as("no case is listed in vain").isEqualTo(DIFFERS.keySet());
        tally.report();
    }

    /** The requests of a case that we would send: one that fetches, and those that revalidate right after it. */
    private static List<JsonNode> steps(JsonNode test) {
        List<JsonNode> steps = new ArrayList<>();
        for (JsonNode request : test.get("requests")) {
            String type = request.path("expected_type").asString("");
            boolean revalidates = type.equals("etag_validated") || type.equals("lm_validated");
            boolean condition = request.path("request_headers").toString().contains("\"If-");
            if (condition || !(steps.isEmpty() ? type.isEmpty() : revalidates)) {
                break;
            }
            steps.add(request);
        }
        return steps.size() < 2 ? List.of() : steps;
    }

    /** Runs a case; returns what is wrong, empty if nothing is. */
    private static String problem(List<JsonNode> steps) throws Exception {
        try (var server = RawServer.start(with -> {
                    while (with.request()) {
                        with.send(
                                answer(steps.get(Integer.parseInt(with.target().substring(1))), with.head()));
                    }
                });
                var session = ClientSession.create()) {
            Headers stored = Headers.EMPTY;
            for (int i = 0; i < steps.size(); i++) {
                JsonNode step = steps.get(i);
                ClientRequest request = ClientRequest.get(Url.parse(server.url("/" + i)));
                for (JsonNode field : step.path("request_headers")) {
                    request = request.withHeader(field.get(0).stringValue(), value(field.get(1), field.get(0)));
                }
                Headers before = stored;
                Validators validators = Validators.of(before);
                try (var response = session.request(validators.condition(request))) {
                    if (response.status() != (i == 0 ? 200 : 304)) {
                        return "step " + i + " was answered " + response.status();
                    }
                    if (response.bytes().length > 0 && i > 0) {
                        return "a 304 has no body";
                    }
                    stored = i == 0 ? response.headers() : Validators.refresh(before, response.headers());
                }
                String lacking = lacking(step, server.requests().getLast(), stored);
                if (!lacking.isEmpty()) {
                    return "step " + i + lacking;
                }
            }
            return "";
        }
    }

    /** What the request or the header brought up to date lacks of what a step expects. */
    private static String lacking(JsonNode step, String asked, Headers stored) {
        for (JsonNode field : step.path("expected_request_headers")) {
            String line = field.get(0).stringValue() + ": " + value(field.get(1), field.get(0));
            if (!asked.toLowerCase(Locale.ROOT).contains(line.toLowerCase(Locale.ROOT) + "\r\n")) {
                return " did not send " + line;
            }
        }
        for (JsonNode field : step.path("expected_response_headers")) {
            if (field.isArray() && field.size() == 2) {
                String name = field.get(0).stringValue();
                if (!stored.all(name).contains(value(field.get(1), field.get(0)))) {
                    return " left " + name + " at " + stored.all(name);
                }
            }
        }
        return "";
    }

    /** The answer of the suite's server: 304 where the request is conditional and the case expects it. */
    private static String answer(JsonNode step, String request) {
        String asked = request.toLowerCase(Locale.ROOT);
        boolean notModified = switch (step.path("expected_type").asString("")) {
            case "etag_validated" -> asked.contains("\r\nif-none-match: ");
            case "lm_validated" -> asked.contains("\r\nif-modified-since: ");
            default -> false;
        };
        var answer = new StringBuilder(notModified ? "HTTP/1.1 304 Not Modified\r\n" : "HTTP/1.1 200 OK\r\n");
        boolean length = notModified;
        for (JsonNode field : step.path("response_headers")) {
            String name = field.get(0).stringValue();
            length |= name.equalsIgnoreCase("Content-Length");
            answer.append(name)
                    .append(": ")
                    .append(value(field.get(1), field.get(0)))
                    .append("\r\n");
        }
        return answer.append(length ? "" : "Content-Length: 36\r\n")
                .append("\r\n")
                .append(notModified ? "" : "0123456789".repeat(3) + "012345")
                .toString();
    }

    /** A field's value; for a date, the seconds from now. */
    private static String value(JsonNode value, JsonNode name) {
        if (!value.isNumber()) {
            return value.asString();
        }
        boolean date = Set.of("date", "expires", "last-modified", "if-modified-since")
                .contains(name.stringValue().toLowerCase(Locale.ROOT));
        return date ? HTTP_DATE.format(NOW.plusSeconds(value.asInt())) : value.asString();
    }
}
