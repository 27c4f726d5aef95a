package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the README compiles as it stands there. */
final class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void codeCompiles(@TempDir Path folder) throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        List<String> blocks = new ArrayList<>();
        for (Matcher block = JAVA_BLOCK.matcher(readme); block.find(); ) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
        for (String block : blocks) {
            assertThat(complaints(block, folder)).as(block).isEmpty();
        }
    }

    private static String complaints(String code, Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Readme.java"), code);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            javac.getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        return complaints.toString();
    }
}
