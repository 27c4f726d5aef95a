package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every wrong command line gives exit code 2 and one sentence that says what to do. */
final class WrongUsageTest {

    private static final String SEED = "https://example.org/";

    private final TestConsole console = TestConsole.piped();

    private int run(String... arguments) {
        return new Program(console.console(), new ScriptedCrawl(), exitCode -> {
                    throw new AssertionError("nothing halts the process");
                })
                .run(arguments);
    }

    static Stream<Arguments> wrongUsage() {
        String more = " (ayatori crawl --help shows all options)";
        return Stream.of(
                Arguments.of(
                        new String[] {"crawl"},
                        "no URL given; write for example ayatori crawl https://example.org/" + more),
                Arguments.of(
                        new String[] {"crawl", "--dept=3", SEED},
                        "unknown option '--dept=3'; did you mean --depth or --delay or --dedupe-against?" + more),
                Arguments.of(new String[] {"crawl", SEED, "--depth"}, "--depth needs a value" + more),
                Arguments.of(new String[] {"crawl", "--depth=x", SEED}, "--depth: 'x' is not a whole number"),
                Arguments.of(new String[] {"crawl", "--concurrency=0", SEED}, "--concurrency: '0' is less than 1"),
                Arguments.of(
                        new String[] {"crawl", "--delay=fast", SEED},
                        "--delay: 'fast' is not a duration; write it like 500ms, 30s, 2m or 1h30m, 0 for none, or auto"),
                Arguments.of(
                        new String[] {"crawl", "--timeout=3", SEED},
                        "--timeout: '3' is not a duration; write it like 500ms, 30s, 2m or 1h30m"),
                Arguments.of(new String[] {"crawl", "--max-time=0", SEED}, "--max-time: '0' leaves no time at all"),
                Arguments.of(
                        new String[] {"crawl", "--max-body=big", SEED},
                        "--max-body: 'big' is not a size; write it like 512KiB, 10MB or 2GB"),
                Arguments.of(
                        new String[] {"crawl", "--scope=moon", SEED},
                        "--scope: 'moon' is not one of prefix, host, domain, any"),
                Arguments.of(
                        new String[] {"crawl", "--format=xml", SEED},
                        "--format: 'xml' is not one of jsonl, csv, txt, warc"),
                Arguments.of(
                        new String[] {"crawl", "--header=nope", SEED},
                        "--header: a header is written like 'Name: value'"),
                Arguments.of(
                        new String[] {"crawl", "--header=A: b\rc", SEED},
                        "--header: the value of 'A' has characters that no header can carry"),
                Arguments.of(
                        new String[] {"crawl", "--header=host: x", SEED},
                        "--header: the header 'host' is set by the crawler itself"),
                Arguments.of(
                        new String[] {"crawl", "--user-agent=a\nb", SEED},
                        "--user-agent: 'a\\x0ab' has characters that no header can carry"),
                Arguments.of(new String[] {"crawl", "--user-agent=", SEED}, "--user-agent: a crawler has a name"),
                Arguments.of(new String[] {"crawl", "-q", "-v", SEED}, "--quiet and --verbose exclude each other"),
                Arguments.of(
                        new String[] {"crawl", "example.org/docs"},
                        "'example.org/docs' is not an http or https URL; did you mean 'https://example.org/docs'?"),
                Arguments.of(
                        new String[] {"crawl", "ftp://example.org/"},
                        "'ftp://example.org/' is not an http or https URL"),
                Arguments.of(new String[] {"crawl", "\u001b[31m"}, "'\\x1b[31m' is not an http or https URL"),
                Arguments.of(
                        new String[] {"crwl"},
                        "unknown command 'crwl'; did you mean crawl or recrawl? (ayatori --help shows all options)"),
                Arguments.of(
                        new String[] {"demo", "extra"},
                        "unexpected argument 'extra' (ayatori demo --help shows all options)"),
                Arguments.of(new String[] {"demo", "--port=70000"}, "--port: there is no port 70000"),
                Arguments.of(new String[] {"crawl", "--depth", "-1", SEED}, "--depth: '-1' is less than 0"),
                Arguments.of(new String[] {"crawl", "--max-pages=-5", SEED}, "--max-pages: '-5' is less than 1"),
                Arguments.of(new String[] {"crawl", "--retries=-1", SEED}, "--retries: '-1' is less than 0"),
                Arguments.of(new String[] {"crawl", "--depth=", SEED}, "--depth: '' is not a whole number"),
                Arguments.of(new String[] {"crawl", "--depth=1.5", SEED}, "--depth: '1.5' is not a whole number"),
                Arguments.of(
                        new String[] {"crawl", "--depth=9999999999999999999", SEED},
                        "--depth: '9999999999999999999' is too large"),
                Arguments.of(
                        new String[] {"crawl", "--per-host=-9999999999999999999", SEED},
                        "--per-host: '-9999999999999999999' is less than 1"),
                Arguments.of(
                        new String[] {"crawl", "--timeout=-5s", SEED},
                        "--timeout: '-5s' is not a duration; write it like 500ms, 30s, 2m or 1h30m"),
                Arguments.of(
                        new String[] {"crawl", "--max-time=99999999999999999999d", SEED},
                        "--max-time: '99999999999999999999d' is longer than any crawl"),
                Arguments.of(
                        new String[] {"crawl", "--max-body=-1", SEED},
                        "--max-body: '-1' is not a size; write it like 512KiB, 10MB or 2GB"),
                Arguments.of(new String[] {"crawl", "--max-bytes=0", SEED}, "--max-bytes: '0' leaves no room at all"),
                Arguments.of(new String[] {"crawl", "--user-agent= ", SEED}, "--user-agent: a crawler has a name"),
                Arguments.of(
                        new String[] {"crawl", "--links=", SEED}, "--links: '' is not one of all, count, none, full"),
                Arguments.of(
                        new String[] {"crawl", "--progress=maybe", SEED},
                        "--progress: 'maybe' is not one of auto, on, off"),
                Arguments.of(
                        new String[] {"crawl", "-s", "host", "-s", "any", SEED},
                        "--scope is given twice; give it once" + more),
                Arguments.of(
                        new String[] {"crawl", "--depth=1", "-d2", SEED},
                        "--depth is given twice; give it once" + more),
                Arguments.of(new String[] {"crawl", "-q", "-q", SEED}, "--quiet is given twice; give it once" + more),
                Arguments.of(
                        new String[] {"crawl", "--header=A: 1", "--header=a: 2", SEED}, "--header: 'a' is given twice"),
                Arguments.of(new String[] {"crawl", "--quiet=maybe", SEED}, "--quiet takes no value" + more),
                Arguments.of(
                        new String[] {"crawl", "--dept=3"},
                        "unknown option '--dept=3'; did you mean --depth or --delay or --dedupe-against?" + more),
                Arguments.of(new String[] {"crawl", "-z"}, "unknown option '-z'" + more),
                Arguments.of(
                        new String[] {"crawl", "-q", "--depth", "3"},
                        "no URL given; write for example ayatori crawl https://example.org/" + more),
                Arguments.of(
                        new String[] {"crawl", "--out=-", SEED},
                        "--out: '-' is no folder; a crawl writes several files and cannot write them to standard output"),
                Arguments.of(new String[] {"crawl", "--out=", SEED}, "--out: a folder has a name"),
                Arguments.of(
                        new String[] {"crawl", "--exclude=", SEED},
                        "The exclude pattern \"\" is blank: it tells no URLs apart."),
                Arguments.of(
                        new String[] {"crawl", "--include= ", SEED},
                        "The include pattern \" \" is blank: it tells no URLs apart."),
                Arguments.of(
                        new String[] {"crawl", "--accept-type=", SEED},
                        "\"\" is no media type: it must look like text/html, or image/* for all images."),
                Arguments.of(
                        new String[] {"crawl", "--delay=40000d", SEED},
                        "--delay: a delay must be 100 years or less, not PT960000H"),
                Arguments.of(new String[] {"crawl", "--depth=\u0663", SEED}, "--depth: '\u0663' is not a whole number"),
                Arguments.of(new String[] {"crawl", "--retries=1,5", SEED}, "--retries: '1,5' is not a whole number"),
                Arguments.of(
                        new String[] {"crawl", "--max-pages=1e3", SEED}, "--max-pages: '1e3' is not a whole number"),
                Arguments.of(
                        new String[] {"crawl", "--max-body=NaN", SEED},
                        "--max-body: 'NaN' is not a size; write it like 512KiB, 10MB or 2GB"),
                Arguments.of(new String[] {"crawl", "--out=a\0b", SEED}, "--out: 'a\\x00b' is not a path"),
                Arguments.of(
                        new String[] {"demo", "-o", "-"},
                        "--out: '-' is no folder; a crawl writes several files"
                                + " and cannot write them to standard output"),
                Arguments.of(
                        new String[] {"crawl", "--auth-file=no-such-file", SEED},
                        "no-such-file: there is no such file"),
                Arguments.of(
                        new String[] {"crawl", "--auth-file=src", SEED},
                        "src: it cannot be read as a file of UTF-8 text"),
                Arguments.of(new String[] {"crawl", "--cookies=", SEED}, "--cookies: a file has a name"),
                Arguments.of(
                        new String[] {"crawl", "@no-such-file"},
                        "there is no file no-such-file; @FILE stands for the URLs in a file"),
                Arguments.of(
                        new String[] {"crawl", "@src"},
                        "'@src' cannot be read; it stands for a text file with one URL a line"),
                Arguments.of(
                        new String[] {"crawl", "localhost:8080"},
                        "'localhost:8080' is not an http or https URL; did you mean 'http://localhost:8080'?"),
                Arguments.of(
                        new String[] {"crawl", "example.org:443/a"},
                        "'example.org:443/a' is not an http or https URL; did you mean 'https://example.org:443/a'?"),
                Arguments.of(
                        new String[] {"crawl", "[::1]:8080/"},
                        "'[::1]:8080/' is not an http or https URL; did you mean 'http://[::1]:8080/'?"),
                Arguments.of(
                        new String[] {"crawl", "http:/example.org/"},
                        "'http:/example.org/' is not an http or https URL; did you mean 'https://example.org/'?"),
                Arguments.of(new String[] {"crawl", ""}, "'' is not an http or https URL"),
                Arguments.of(
                        new String[] {"help", "nope"}, "unknown command 'nope' (ayatori --help shows all options)"),
                Arguments.of(
                        new String[] {"help", "crwl"},
                        "unknown command 'crwl'; did you mean crawl or recrawl? (ayatori --help shows all options)"),
                Arguments.of(
                        new String[] {"help", "crawl", "demo"},
                        "unexpected argument 'demo' (ayatori help --help shows all options)"),
                Arguments.of(
                        new String[] {"status"},
                        "no folder given; write for example ayatori status ayatori-out/example.org"
                                + " (ayatori status --help shows all options)"),
                Arguments.of(
                        new String[] {"status", "a", "b"},
                        "one crawl is shown at a time, not 2 (ayatori status --help shows more)"),
                Arguments.of(new String[] {"status", ""}, "a folder has a name"),
                Arguments.of(new String[] {"status", "src"}, "src is not a crawl folder: it has no crawl.json."),
                Arguments.of(
                        new String[] {"status", "no-such-folder"},
                        "no-such-folder is not a crawl folder: it has no crawl.json."),
                Arguments.of(
                        new String[] {"status", "--jsn", "a"},
                        "unknown option '--jsn'; did you mean --json? (ayatori status --help shows all options)"),
                Arguments.of(
                        new String[] {"why"},
                        "no folder given; write for example ayatori why ayatori-out/example.org https://example.org/"
                                + " (ayatori why --help shows all options)"),
                Arguments.of(
                        new String[] {"why", "dir"},
                        "no URL given; write for example ayatori why ayatori-out/example.org https://example.org/"),
                Arguments.of(
                        new String[] {"why", "dir", SEED, SEED},
                        "one URL is explained at a time, not 2;"
                                + " write for example ayatori why ayatori-out/example.org https://example.org/"),
                Arguments.of(
                        new String[] {"why", "dir", "example.org/a"},
                        "'example.org/a' is not an http or https URL; did you mean 'https://example.org/a'?"),
                Arguments.of(new String[] {"why", "src", SEED}, "src is not a crawl folder: it has no crawl.json."),
                Arguments.of(
                        new String[] {"why", "--jsn", "dir", SEED},
                        "unknown option '--jsn'; did you mean --json? (ayatori why --help shows all options)"),
                Arguments.of(
                        new String[] {"tasks", "0"},
                        "one process is given by its number, not 0 (ayatori tasks --help shows more)"),
                Arguments.of(
                        new String[] {"tasks", "--pid"},
                        "unknown option '--pid' (ayatori tasks --help shows all options)"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongUsage(String[] arguments, String sentence) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(console.err()).isEqualTo("ayatori: " + sentence + "\n");
        assertThat(console.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--auth=example.org=hush",
                "--auth=me:hush",
                "--proxy=socks4://me:hush@proxy.example",
                "--auth-file=no-such-file",
                "--header=Authorization hush",
                "--header=Authorization: hush\nx",
                "ftp://me:hush@example.org/",
                "me:hush@example.org",
            })
    void saysWhatIsWrongWithSecretsWithoutRepeatingThem(String argument) {
        assertThat(run("crawl", argument, "--out=never", SEED)).isEqualTo(2);
        assertThat(console.err()).startsWith("ayatori: ").hasLineCount(1).doesNotContain("hush");
    }
}
