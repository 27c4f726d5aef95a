package ayatori.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Adds stack maps (JVMS 4.7.4) to the classes of a library that was compiled for Java 5, and raises their class file version. The
 * JVM caches such classes ahead of time only then; otherwise it reads and verifies picocli at every start. The launcher runs this
 * before the training.
 */
final class StackMaps {
    /** Class files below this version have no stack maps. */
    private static final int HAS_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private static final int NEW_VERSION = ClassFile.JAVA_8_VERSION;

    private StackMaps() {}

    /**
     * Rewrites jars in place.
     *
     * @param jars their paths
     * @throws IOException if one cannot be read or written; it is unchanged then
     */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            addTo(Path.of(jar));
        }
    }

    static void addTo(Path jar) throws IOException {
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var in = new ZipInputStream(Files.newInputStream(jar));
                var out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
            var classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ConstantPoolSharingOption.NEW_POOL,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? withStackMaps(classes, content) : content);
                out.closeEntry();
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] withStackMaps(ClassFile classes, byte[] content) {
        ClassModel model = classes.parse(content);
        if (model.majorVersion() >= HAS_STACK_MAPS) {
            return content;
        }
        // Unchanged code is copied without stack maps, so each body is rewritten.
        ClassTransform anew = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        ClassTransform newer = ClassTransform.dropping(ClassFileVersion.class::isInstance)
                .andThen(ClassTransform.endHandler(builder -> builder.withVersion(NEW_VERSION, 0)));
        return classes.transformClass(model, anew.andThen(newer));
    }
}
