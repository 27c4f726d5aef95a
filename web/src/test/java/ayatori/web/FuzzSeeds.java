package ayatori.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What fuzzing begins with: cases of the suites, each short enough to be changed in every place. */
public final class FuzzSeeds {
    private static final int BYTES_MAX = 16 << 10;

    private FuzzSeeds() {}

    /** Writes the seeds of target {@code args[0]} as files into folder {@code args[1]}, for Jazzer. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int count = 0;
        for (byte[] seed : of(args[0])) {
            Files.write(folder.resolve("seed-" + count++), seed);
        }
    }

    static List<byte[]> of(String target) throws IOException {
        return switch (target) {
            case "html.HtmlFuzz" -> files("links/heritrix", "html/html5lib/tree-construction");
            case "url.UrlFuzz" -> json("url/ada/tests/wpt/urltestdata.json", "input");
            case "http.ResponseFuzz" -> httpAnswers();
            case "sitemap.SitemapFuzz" -> files("sitemaps");
            case "cookie.CookieFuzz" ->
                texts(
                        "a=b; Path=/x; Secure; HttpOnly; SameSite=Lax",
                        "__Host-a=b; Secure; Path=/",
                        "a=b; Domain=.example.co.uk; Max-Age=60",
                        "a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
                        "=b; Domain=co.uk",
                        "#HttpOnly_.example.co.uk\tTRUE\t/\tFALSE\t0\ta\tb");
            case "charset.CharsetFuzz" -> files("charset/jsdom-sniffer", "html/html5lib/encoding");
            default -> throw new IllegalArgumentException("No such fuzz target: " + target);
        };
    }

    private static List<byte[]> httpAnswers() throws IOException {
        List<byte[]> seeds = files("http/go-fuzz/httpresp");
        for (String line : Files.readAllLines(Suites.path("http/llhttp-cases.jsonl"))) {
            seeds.add(Base64.getDecoder()
                    .decode(JsonMapper.shared().readTree(line).get("input_b64").stringValue()));
        }
        return seeds;
    }

    private static List<byte[]> json(String file, String field) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (JsonNode test : JsonMapper.shared().readTree(Files.readString(Suites.path(file)))) {
            if (test.has(field)) {
                seeds.add(test.get(field).stringValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return seeds;
    }

    private static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static List<byte[]> files(String... folders) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Suites.path(folder))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    seeds.add(Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_MAX)));
                }
            }
        }
        return seeds;
    }
}
