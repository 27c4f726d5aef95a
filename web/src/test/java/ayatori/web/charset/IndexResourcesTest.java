package ayatori.web.charset;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Suites;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Makes the resources that {@link Index} reads from the Encoding Standard's index files, and compares. After a change of the
 * standard, with its new files in the suites, write them anew:
 *
 * <pre>
 * mvn -pl web -am test -Dsuites.required=true -Dindex.write=true -Dtest=IndexResourcesTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
final class IndexResourcesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/ayatori/web/charset/index");

    @Test
    void areWhatTheStandardsFilesSay() throws IOException {
        Map<String, char[]> made = make(Suites.path("charset/whatwg"));
        if (Boolean.getBoolean("index.write")) {
            Files.createDirectories(RESOURCES);
            for (var resource : made.entrySet()) {
                Files.write(RESOURCES.resolve(resource.getKey() + ".bin"), bytes(resource.getValue()));
            }
        }
        for (var resource : made.entrySet()) {
            assertThat(read(resource.getKey())).as(resource.getKey()).isEqualTo(bytes(resource.getValue()));
        }
    }

    private static byte[] read(String name) throws IOException {
        if (Boolean.getBoolean("index.write")) {
            return Files.readAllBytes(RESOURCES.resolve(name + ".bin"));
        }
        try (InputStream in = Index.class.getResourceAsStream("index/" + name + ".bin")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** All resources, by name. */
    private static Map<String, char[]> make(Path folder) throws IOException {
        var resources = new TreeMap<String, char[]>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (!fileName.startsWith("index-")) {
                    continue;
                }
                String name = fileName.substring("index-".length(), fileName.length() - ".txt".length());
                NavigableMap<Integer, Integer> index = index(file);
                if (name.equals("gb18030-ranges")) {
                    resources.put(name, ranges(index));
                } else {
                    resources.put(name, codePoints(index));
                    if (name.equals("big5")) {
                        resources.put("big5-plane2", inPlane2(index));
                    } else {
                        assertThat(index.values()).as(name).allMatch(codePoint -> codePoint < 0x10000);
                    }
                }
            }
        }
        return resources;
    }

    /** The code points by pointer. */
    private static NavigableMap<Integer, Integer> index(Path file) {
        var index = new TreeMap<Integer, Integer>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] fields = line.strip().split("\t", -1);
                index.put(Integer.valueOf(fields[0]), Integer.decode(fields[1]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return index;
    }

    private static char[] codePoints(NavigableMap<Integer, Integer> index) {
        char[] codePoints = new char[index.lastKey() + 1];
        index.forEach((pointer, codePoint) -> codePoints[pointer] = (char) codePoint.intValue());
        return codePoints;
    }

    private static char[] inPlane2(NavigableMap<Integer, Integer> index) {
        char[] bits = new char[(index.lastKey() >> 4) + 1];
        index.forEach((pointer, codePoint) -> {
            if (codePoint >= 0x10000) {
                assertThat(codePoint >> 16).isEqualTo(2);
                bits[pointer >> 4] |= (char) (1 << (pointer & 15));
            }
        });
        return bits;
    }

    /** Pointers and code points in turn, but for the last range, which is all of the planes from 1 on. */
    private static char[] ranges(NavigableMap<Integer, Integer> index) {
        assertThat(index.lastEntry()).isEqualTo(Map.entry(189000, 0x10000));
        StringBuilder ranges = new StringBuilder();
        index.headMap(index.lastKey(), false)
                .forEach((pointer, codePoint) ->
                        ranges.append((char) pointer.intValue()).append((char) codePoint.intValue()));
        return ranges.toString().toCharArray();
    }

    private static byte[] bytes(char[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Character.BYTES);
        bytes.asCharBuffer().put(values);
        return bytes.array();
    }
}
