package ayatori.examples;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles code from the documentation. */
final class Javac {
    private Javac() {}

    /** Compiles sources into a folder, and returns the compiler's messages; empty if there are none. */
    static String complaints(Collection<Path> sources, Path folder) throws Exception {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            javac.getTask(complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return complaints.toString();
    }
}
