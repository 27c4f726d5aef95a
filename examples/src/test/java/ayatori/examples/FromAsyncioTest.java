package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for users of asyncio shows all examples as they are, and names only what exists. */
final class FromAsyncioTest {
    private static final Path PAGE = Path.of("..", "docs", "from-asyncio.md");
    private static final Path EXAMPLES = Path.of("src", "main", "java", "ayatori", "examples");

    /** A link to an example, and the first Java code after it. */
    private static final Pattern SHOWN = Pattern.compile("/(\\w+)\\.java\">.*?```java\n(.*?)```", Pattern.DOTALL);

    private static final Pattern ROW = Pattern.compile("^\\| `.*?\\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?");

    private static final List<String> PACKAGES = List.of(
            "ayatori.async.",
            "ayatori.async.file.",
            "ayatori.async.net.",
            "ayatori.async.process.",
            "ayatori.async.testing.",
            "ayatori.web.http.",
            "java.util.concurrent.",
            "java.lang.");

    /** The imports that the page leaves out. */
    private static final String IMPORTS = """
            import static ayatori.async.Async.*;
            import static java.time.Duration.*;
            import ayatori.async.*;
            import ayatori.async.file.*;
            import ayatori.async.net.*;
            import ayatori.async.process.*;
            import ayatori.demosite.DemoSite;
            import ayatori.web.html.*;
            import ayatori.web.http.*;
            import org.jspecify.annotations.Nullable;
            """;

    @Test
    void showsEveryProgramAsItIs() throws Exception {
        var programs = new TreeSet<String>();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                // Those that use the crawler are the README's.
                if (!name.equals("package-info") && !Files.readString(file).contains("import ayatori.crawler.")) {
                    programs.add(name);
                }
            }
        }
        Map<String, String> shown = shown();
        assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(programs);
        for (String name : programs) {
            assertThat(shown.get(name)).isEqualTo(body(name));
        }
    }

    @Test
    void everyProgramIsOneByItself(@TempDir Path folder) throws Exception {
        var sources = new ArrayList<Path>();
        for (var program : shown().entrySet()) {
            sources.add(Files.writeString(folder.resolve(program.getKey() + ".java"), IMPORTS + program.getValue()));
        }
        assertThat(Javac.complaints(sources, folder)).isEmpty();
    }

    @Test
    void namesOnlyWhatThereIs() throws Exception {
        List<MatchResult> names = ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .toList();
        assertThat(names).hasSizeGreaterThan(30);
        for (MatchResult name : names) {
            Class<?> type = type(name.group(1));
            assertThat(type).as(name.group()).isNotNull();
            if (name.group(2) != null) {
                assertThat(Arrays.stream(type.getMethods()).map(method -> method.getName()))
                        .as(name.group())
                        .contains(name.group(2));
            }
        }
    }

    @Test
    void saysNothingTwice() throws Exception {
        List<String> rows = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(rows.stream().map(row -> row.split("\\|", -1)[1].strip())).doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row.split("\\|", -1)[2].strip())).doesNotHaveDuplicates();
    }

    /** The names by which users of asyncio's streams, servers, subprocesses and datagrams search. */
    @Test
    void leavesNoPartOfAsyncioOut() throws Exception {
        String rows = String.join(
                "\n",
                ROW.matcher(Files.readString(PAGE))
                        .results()
                        .map(row -> row.group().split("\\|", -1)[1])
                        .toList());
        assertThat(rows)
                .contains("open_connection", "start_server", "start_unix_server", "ssl=", "readline", "readuntil")
                .contains("readexactly", "at_eof", "drain", "write_eof", "wait_closed", "serve_forever", "limit=")
                .contains("create_subprocess_exec", "create_subprocess_shell", "communicate", "returncode", "kill()")
                .contains("create_datagram_endpoint", "AsyncLimiter", "getaddrinfo", "abort_clients");
    }

    private static Class<?> type(String simpleName) {
        for (String start : PACKAGES) {
            try {
                return Class.forName(start + simpleName);
            } catch (ClassNotFoundException e) {
                // it is in one of the next packages
            }
        }
        throw new AssertionError("no such class: " + simpleName);
    }

    /** Returns the programs on the page, by name. */
    private static Map<String, String> shown() throws Exception {
        var shown = new LinkedHashMap<String, String>();
        SHOWN.matcher(Files.readString(PAGE))
                .results()
                .forEach(program -> shown.put(program.group(1), program.group(2)));
        return shown;
    }

    /** Returns the code between the braces of an example's class. */
    private static String body(String name) throws Exception {
        String source = Files.readString(EXAMPLES.resolve(name + ".java"));
        int start = source.indexOf(" " + name + " {\n") + name.length() + 4;
        return source.substring(start, source.lastIndexOf("\n}")).stripIndent() + "\n";
    }
}
