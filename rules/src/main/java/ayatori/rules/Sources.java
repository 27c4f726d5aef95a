package ayatori.rules;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The rules that only source files show: their length, and the sentences about public names. */
final class Sources {
    /** The length above which a file is likely to hold a second idea. */
    static final int LINES_MAX = 400;

    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+)\\.sleep\\(");

    private Sources() {}

    /** Files that are longer than {@value #LINES_MAX} lines, and listed files that are not. */
    static List<String> wrongLengths(List<Path> folders, Set<String> longFiles) {
        var wrong = new ArrayList<String>();
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                String name = name(file);
                int lines = lines(file);
                if (lines > LINES_MAX && !longFiles.contains(name)) {
                    wrong.add(file + " has " + lines + " lines: find the second idea, or list the file as long");
                }
                if (lines <= LINES_MAX && longFiles.contains(name)) {
                    wrong.add(file + " has " + lines + " lines and needs no place in the list of long files");
                }
            }
        }
        return wrong;
    }

    /** Public and protected names of public types whose documentation does not begin with a sentence. */
    static List<String> undocumented(Path folder) {
        var wrong = new ArrayList<String>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(files(folder));
            JavacTask task = (JavacTask) compiler.getTask(null, manager, _ -> {}, List.of("-proc:none"), null, units);
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new PublicNames(docs, wrong).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wrong;
    }

    /** Lines of tests that make a real thread sleep. */
    static List<String> sleeps(Path folder, Set<String> mayWait) {
        var wrong = new ArrayList<String>();
        for (Path file : files(folder)) {
            if (mayWait.contains(name(file))) {
                continue;
            }
            try (Stream<String> lines = Files.lines(file)) {
                lines.filter(line -> SLEEP.matcher(line).find())
                        .forEach(line -> wrong.add(file + " sleeps: " + line.strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return wrong;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** The source files in a folder and below. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file holds. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Visits the public types of a file and their public members; bodies of methods are left out. */
    private static final class PublicNames extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private final List<String> wrong;

        PublicNames(DocTrees docs, List<String> wrong) {
            this.docs = docs;
            this.wrong = wrong;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!isPublic(type.getModifiers(), getCurrentPath())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            // A record's documentation defines its constructor too.
            boolean ofRecord = method.getReturnType() == null
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            if (!overrides && !ofRecord && isPublic(method.getModifiers(), getCurrentPath())) {
                check(method.getName() + "()");
            }
            return null;
        }

        private static boolean isPublic(ModifiersTree modifiers, TreePath path) {
            Set<Modifier> flags = modifiers.getFlags();
            boolean inInterface = path.getParentPath().getLeaf() instanceof ClassTree outer
                    && (outer.getKind() == Tree.Kind.INTERFACE || outer.getKind() == Tree.Kind.ANNOTATION_TYPE);
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (inInterface && !flags.contains(Modifier.PRIVATE));
        }

        private void check(String name) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            String sentence = comment == null ? "" : text(comment);
            if (!sentence.endsWith(".") && !sentence.endsWith(":") && !sentence.startsWith("{@return")) {
                String file = Path.of(getCurrentPath()
                                .getCompilationUnit()
                                .getSourceFile()
                                .getName())
                        .getFileName()
                        .toString();
                wrong.add(file + ": " + name + " has no sentence that defines it");
            }
        }

        private static String text(DocCommentTree comment) {
            var text = new StringBuilder();
            comment.getFirstSentence().forEach(text::append);
            return text.toString().strip();
        }
    }
}
