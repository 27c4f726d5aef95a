package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public type's documentation opens with a snippet, and every snippet compiles and runs as it stands there.
 *
 * <p>A snippet is statements. They run inside a task, under the virtual clock, unless they call {@code Async.run}
 * themselves, and then that runs under the virtual clock. They may call {@code fetch(url)}, which takes a second.
 */
final class SnippetsTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:final |abstract |sealed |non-sealed )*(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final String OPENING = "{@snippet :";

    private record Source(Path file, String text, String packageName, String type, int declaration) {}

    private record Snippet(String where, String code) {}

    @Test
    void everyPublicTypeHasOne() throws IOException {
        List<String> without = new ArrayList<>();
        for (Source source : publicTypes()) {
            int doc = source.text.lastIndexOf("\n/**", source.declaration);
            if (doc < 0 || !source.text.substring(doc, source.declaration).contains(OPENING)) {
                without.add(source.type);
            }
        }
        assertThat(without)
                .as("public types whose documentation has no snippet of its own")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> compilesAndRuns(@TempDir Path folder) throws IOException {
        List<Source> types = publicTypes();
        String imports = imports(types);
        return types.stream()
                .flatMap(type -> snippets(type).stream())
                .map(snippet -> dynamicTest(snippet.where, () -> {
                    Path home = Files.createTempDirectory(folder, "snippet");
                    compile(home, snippet.where, imports + program(snippet.code));
                    runSilently(home);
                }));
    }

    private static List<Source> publicTypes() throws IOException {
        List<Source> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = Files.readString(file);
                Matcher type = PUBLIC_TYPE.matcher(text);
                Matcher packageName = PACKAGE.matcher(text);
                if (type.find() && packageName.find()) {
                    types.add(new Source(file, text, packageName.group(1), type.group(1), type.start()));
                }
            }
        }
        assertThat(types).hasSizeGreaterThan(20);
        return types;
    }

    private static List<Snippet> snippets(Source source) {
        List<Snippet> found = new ArrayList<>();
        for (int at = 0; (at = source.text.indexOf(OPENING, at)) >= 0; ) {
            int begin = at + OPENING.length();
            int end = begin;
            for (int open = 1; open > 0; end++) {
                switch (source.text.charAt(end)) {
                    case '{' -> open++;
                    case '}' -> open--;
                    default -> {}
                }
            }
            String code = source.text.substring(begin, end - 1).replaceAll("(?m)^\\s*\\* ?", "");
            long line = source.text.substring(0, at).lines().count();
            found.add(new Snippet(SOURCES.relativize(source.file) + ":" + line, code));
            at = end;
        }
        return found;
    }

    /** Imports one by one, because they win over the packages' types of the same name. */
    private static String imports(List<Source> types) {
        var imports = new StringBuilder();
        for (Source type : types) {
            imports.append("import %s.%s;%n".formatted(type.packageName, type.type));
        }
        for (String name : List.of("java.io", "java.nio.charset", "java.nio.file", "java.time", "java.util")) {
            imports.append("import %s.*;%n".formatted(name));
        }
        return imports + "import java.util.concurrent.*;\nimport java.util.function.*;\n";
    }

    private static String program(String code) {
        boolean runsItself = code.contains("Async.run(") || code.contains("new Runner(");
        String body = code.replaceAll("Async\\.run\\(\\s*(?=\\(\\) ->)", "Async.run(VIRTUAL, ");
        return """
               final class Program {
                   static final RunOptions VIRTUAL = RunOptions.defaults().withClock(new VirtualClock());

                   public static void main(String[] args) throws Exception {
                       %s
                   }

                   static void body() throws Exception {
               %s
                   }

                   static String fetch(String url) {
                       Async.sleep(Duration.ofSeconds(1));
                       return "<title>" + url + "</title>";
                   }
               }
               """.formatted(runsItself ? "body();" : "Async.run(VIRTUAL, () -> { body(); });", body);
    }

    private static void compile(Path home, String where, String program) throws IOException {
        Path source = Files.writeString(home.resolve("Program.java"), program);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", home.toString(), "-cp", "target/classes");
            if (!javac.getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                fail("the snippet at " + where + " does not compile:\n" + complaints + "\n" + program);
            }
        }
    }

    private static void runSilently(Path home) throws Exception {
        PrintStream console = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[] {home.toUri().toURL()}, Async.class.getClassLoader())) {
            var main = loader.loadClass("Program").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
    }
}
