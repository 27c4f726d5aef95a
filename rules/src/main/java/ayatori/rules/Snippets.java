package ayatori.rules;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The rule that the snippets in the documentation compile.
 *
 * <p>A snippet is statements, or the declaration of a local type. It may use the public types of its module, and of what the
 * file imports, and the JDK's usual packages. Its first variables may be given by a comment, {@code // given: Page page}.
 */
final class Snippets {
    private static final Pattern OPENING = Pattern.compile("\\* \\{@snippet :");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?!static)[^;]+;");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:final |abstract |sealed |non-sealed )*(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern GIVEN = Pattern.compile("(?m)^\\s*// given: (.*)$");
    /** Snippets of the modules above it run on it without a word. */
    private static final String RUNTIME = "ayatori.async";

    private static final List<String> USUAL = List.of(
            "java.io",
            "java.math",
            "java.net",
            "java.nio.charset",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.stream");

    private Snippets() {}

    /**
     * The snippets of a folder's sources that do not compile, and why.
     *
     * @param below the packages of other modules whose types they may use
     */
    static List<String> uncompilable(Path folder, List<String> below) {
        List<Path> files = Sources.files(folder);
        Map<String, String> origins = new HashMap<>();
        List<JavaFileObject> programs = new ArrayList<>();
        Map<String, String> types = publicTypes(files);
        for (Path file : files) {
            String text = Sources.text(file);
            Matcher opening = OPENING.matcher(text);
            while (opening.find()) {
                String name = "Snippet" + programs.size();
                long line = text.substring(0, opening.start()).lines().count();
                programs.add(program(name, imports(text, types, below), code(text, opening.end())));
                origins.put(name, folder.relativize(file) + ":" + line);
            }
        }
        return compile(programs, origins);
    }

    /** The module's public types: simple names, and whole ones. */
    private static Map<String, String> publicTypes(List<Path> files) {
        Map<String, String> types = new TreeMap<>();
        for (Path file : files) {
            String text = Sources.text(file);
            Matcher type = PUBLIC_TYPE.matcher(text);
            if (type.find()) {
                types.put(type.group(1), packageOf(text) + "." + type.group(1));
            }
        }
        return types;
    }

    private static String packageOf(String text) {
        Matcher found = PACKAGE.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String code(String text, int begin) {
        int end = begin;
        for (int open = 1; open > 0; end++) {
            switch (text.charAt(end)) {
                case '{' -> open++;
                case '}' -> open--;
                default -> {}
            }
        }
        return text.substring(begin, end - 1).replaceAll("(?m)^\\s*\\* ?", "").replace("{@literal @}", "@");
    }

    /** Types that are imported one by one win over the packages'. The file's own imports and package come first. */
    private static String imports(String text, Map<String, String> types, List<String> below) {
        Map<String, String> single = new TreeMap<>(types);
        IMPORT.matcher(text).results().forEach(found -> {
            String type = found.group().replaceAll("^import |;$", "");
            String simple = type.substring(type.lastIndexOf('.') + 1);
            if (types.containsValue(type)
                    || !type.startsWith("ayatori.")
                    || below.stream().anyMatch(type::startsWith)) {
                single.put(simple, type);
            }
        });
        Matcher own = PUBLIC_TYPE.matcher(text);
        if (own.find()) {
            single.put(own.group(1), packageOf(text) + "." + own.group(1));
        }
        var imports = new StringBuilder();
        single.values().forEach(type -> imports.append("import ").append(type).append(";\n"));
        if (below.contains(RUNTIME)) {
            imports.append("import " + RUNTIME + ".*;\n");
        }
        USUAL.forEach(name -> imports.append("import ").append(name).append(".*;\n"));
        return imports.append("import static java.nio.charset.StandardCharsets.*;\n")
                .toString();
    }

    private static JavaFileObject program(String name, String imports, String code) {
        Matcher given = GIVEN.matcher(code);
        String parameters = given.find() ? given.group(1) : "";
        String program = "%sfinal class %s {\n    static void run(%s) throws Exception {\n%s\n    }\n}\n"
                .formatted(imports, name, parameters, code);
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return program;
            }
        };
    }

    private static List<String> compile(List<JavaFileObject> programs, Map<String, String> origins) {
        if (programs.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (var manager = compiler.getStandardFileManager(diagnostics, null, null)) {
            List<String> options = List.of("-proc:none", "-implicit:none", "-Xlint:none", "-cp", classPath);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, diagnostics, options, null, programs);
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> wrong = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> problem : diagnostics.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                JavaFileObject source = problem.getSource();
                String name = source == null ? "" : source.getName().replaceAll("^/|\\.java$", "");
                wrong.add("the snippet at " + origins.get(name) + " does not compile: "
                        + problem.getMessage(Locale.ROOT));
            }
        }
        return wrong;
    }
}
