package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers, proper and broken, that other clients were tested with. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RawAnswerSuiteTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STATUS = Pattern.compile("headers complete status=(\\d+)");
    private static final Pattern BODY = Pattern.compile("len=(\\d+) span\\[body\\]");

    /**
     * What llhttp takes and we do not: SHOUTcast's own protocol name, and a body that is chunked and then something
     * else, which nobody sends in earnest; and one whose body never comes, which llhttp waits for.
     */
    private static final Set<String> REFUSED = Set.of(
            "ICE response", "`chunked` before other transfer-encoding", "Tabs in `Content-Length` (surrounding)");

    /** @param body its length, -1 for a failure in the body */
    private record Outcome(int status, int body, @Nullable FailureKind failure) {}

    @Test
    void agreesWithLlhttpOnProperAnswers() throws Exception {
        List<JsonNode> cases = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (String line : Files.readAllLines(Suites.path("http/llhttp-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            if (test.get("type").stringValue().equals("response")) {
                cases.add(test);
                answers.add(Base64.getDecoder().decode(test.get("input_b64").stringValue()));
            }
        }
        List<Outcome> outcomes = outcomes(answers);
        List<String> wrong = new ArrayList<>();
        int proper = 0;
        for (int i = 0; i < cases.size(); i++) {
            JsonNode test = cases.get(i);
            String log = test.get("log").toString();
            int status = finalStatus(log);
            // How broken answers are taken is each client's own choice, and llhttp can be told that there is no body.
            if (!test.get("error").isNull() || status == 0 || log.contains("skip body")) {
                continue;
            }
            if (REFUSED.contains(test.get("name").stringValue())) {
                continue;
            }
            proper++;
            if (status != outcomes.get(i).status || firstBody(test) != outcomes.get(i).body) {
                wrong.add(test.get("name").stringValue() + ": " + outcomes.get(i) + " " + log);
            }
        }
        System.out.println("http/llhttp-cases.jsonl, proper responses: " + (proper - wrong.size()) + "/" + proper);
        assertThat(wrong).isEmpty();
    }

    @Test
    void answersOrRefusesWhateverComes() throws Exception {
        List<byte[]> answers = new ArrayList<>();
        for (String line : Files.readAllLines(Suites.path("http/llhttp-cases.jsonl"))) {
            answers.add(Base64.getDecoder()
                    .decode(JSON.readTree(line).get("input_b64").stringValue()));
        }
        for (String line : Files.readAllLines(Suites.path("http/aiohttp-response-cases.jsonl"))) {
            for (JsonNode feed : JSON.readTree(line).get("feeds_b64")) {
                answers.add(Base64.getDecoder().decode(feed.stringValue()));
            }
        }
        for (String folder : new String[] {"http/go-fuzz/httpresp", "http/go-fuzz/http2"}) {
            try (var walk = Files.walk(Suites.path(folder))) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    answers.add(Files.readAllBytes(file));
                }
            }
        }
        List<Outcome> outcomes = outcomes(answers);

        System.out.println(
                "http answers proper and broken: " + outcomes.size() + "/" + answers.size() + " taken or refused");
        assertThat(outcomes).hasSameSizeAs(answers);
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

    /** Serves each answer once, hangs up, and says what the client made of it. */
    private static List<Outcome> outcomes(List<byte[]> answers) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        run(CarrierKind.best(), () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(answers.get(Integer.parseInt(with.target().substring(1))));
                    });
                    var session = ClientSession.builder().maxRedirects(0).build()) {
                for (int i = 0; i < answers.size(); i++) {
                    outcomes.add(outcome(session, server.url("/" + i)));
                }
            }
        });
        return outcomes;
    }

    private static Outcome outcome(ClientSession session, String url) throws IOException {
        int status = 0;
        try (var response = session.get(url)) {
            status = response.status();
            return new Outcome(status, response.bytes().length, null);
        } catch (HttpException e) {
            return new Outcome(status, -1, e.kind());
        }
    }
}
