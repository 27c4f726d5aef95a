package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every snippet in the documentation compiles as it stands there.
 *
 * <p>A snippet is statements. It may use a {@code byte[] body}, {@code options}, all public types, and what most programs import.
 */
final class SnippetsTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:final |abstract |sealed |non-sealed )*(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final String OPENING = "{@snippet :";

    /** Packages whose types are the crawler's own affair, some of them with names that others have too. */
    private static final List<String> INTERNAL = List.of("engine", "read", "fetch", "record");

    @Test
    void compile(@TempDir Path folder) throws Exception {
        List<Path> programs = new ArrayList<>();
        String imports = imports();
        for (Path file : sources()) {
            for (String code : snippets(Files.readString(file))) {
                String name = "Snippet" + programs.size();
                programs.add(Files.writeString(
                        folder.resolve(name + ".java"),
                        imports + "// " + file + "\nclass " + name
                                + " {\n    byte[] body;\n    CrawlOptions options;\n\n    void snippet() throws Exception {\n" + code
                                + "    }\n}\n"));
            }
        }
        assertThat(programs).hasSizeGreaterThan(10);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            javac.getTask(complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(programs))
                    .call();
        }
        assertThat(complaints.toString()).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> snippets(String text) {
        List<String> found = new ArrayList<>();
        for (int at = text.indexOf(OPENING); at >= 0; at = text.indexOf(OPENING, at)) {
            int begin = at + OPENING.length();
            at = begin;
            for (int open = 1; open > 0; at++) {
                switch (text.charAt(at)) {
                    case '{' -> open++;
                    case '}' -> open--;
                    default -> {}
                }
            }
            found.add(text.substring(begin, at - 1).replaceAll("(?m)^\\s*\\* ?", ""));
        }
        return found;
    }

    /** Imports one by one, because they win over the packages' types of the same name. */
    private static String imports() throws IOException {
        var imports = new StringBuilder();
        for (Path file : sources()) {
            String text = Files.readString(file);
            Matcher type = PUBLIC_TYPE.matcher(text);
            Matcher packageName = PACKAGE.matcher(text);
            if (type.find() && packageName.find()) {
                String last =
                        packageName.group(1).substring(packageName.group(1).lastIndexOf('.') + 1);
                if (!INTERNAL.contains(last)) {
                    imports.append("import %s.%s;%n".formatted(packageName.group(1), type.group(1)));
                }
            }
        }
        for (String name : List.of(
                "java.io", "java.math", "java.net", "java.nio.charset", "java.nio.file", "java.time", "java.util")) {
            imports.append("import %s.*;%n".formatted(name));
        }
        return imports + "import ayatori.web.http.*;\nimport java.util.concurrent.*;\nimport java.util.stream.*;\n";
    }
}
