package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The crawler with one class compiled from a changed source. All of the crawler's classes are loaded anew, by a loader of its
 * own, so that the changed class is in the package of the others.
 */
final class Mutant extends ClassLoader {
    private static final Path SOURCES = Path.of("src/main/java/ayatori/crawler");
    private static final String PREFIX = "ayatori.crawler.";
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    /** The changed classes, by name. */
    private final Map<String, byte[]> changed;

    private Mutant(Map<String, byte[]> changed) {
        super(Mutant.class.getClassLoader());
        this.changed = changed;
    }

    /** The crawler as it is. */
    static Mutant unchanged() {
        return new Mutant(Map.of());
    }

    /**
     * Changes the crawler.
     *
     * @param file the source file, for example {@code engine/Step.java}
     * @param code what is replaced; it must be in the file exactly once
     */
    static Mutant of(String file, String code, String replacement) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        int at = source.indexOf(code);
        assertThat(at).as("the code to change in " + file).isNotNegative();
        assertThat(source.indexOf(code, at + 1))
                .as("a second place of that code in " + file)
                .isNegative();
        return new Mutant(compile(file, source.substring(0, at) + replacement + source.substring(at + code.length())));
    }

    private static Map<String, byte[]> compile(String file, String source) {
        var classes = new HashMap<String, ByteArrayOutputStream>();
        JavaFileObject input =
                new SimpleJavaFileObject(URI.create("string:///ayatori/crawler/" + file), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        var output = new ForwardingJavaFileManager<JavaFileManager>(FILES) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        var bytes = new ByteArrayOutputStream();
                        classes.put(name, bytes);
                        return bytes;
                    }
                };
            }
        };
        var messages = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        boolean isCompiled = COMPILER.getTask(messages, output, null, options, null, List.of(input))
                .call();
        assertThat(isCompiled).as(messages.toString()).isTrue();
        var changed = new HashMap<String, byte[]>();
        classes.forEach((name, bytes) -> changed.put(name, bytes.toByteArray()));
        return changed;
    }

    /** What is wrong with the simulated crawl of a seed. */
    List<?> problems(long seed) throws ReflectiveOperationException {
        Class<?> simulation = loadClass(SimulatedCrawl.class.getName());
        try {
            Object crawl = simulation.getMethod("run", long.class).invoke(null, seed);
            return (List<?>) simulation.getMethod("problems").invoke(crawl);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError wrongTest) {
                throw wrongTest;
            }
            return List.of(String.valueOf(e.getCause()));
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PREFIX)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] own = changed.get(name);
        byte[] bytes = own == null ? bytesOf(name) : own;
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
