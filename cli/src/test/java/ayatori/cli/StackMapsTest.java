package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of Java 5 get stack maps and behave as before; everything else in the jar stays as it is. */
final class StackMapsTest {
    private static final MethodTypeDesc LARGER =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void oldClassesGetStackMapsAndOthersStay() throws Exception {
        Path jar = folder.resolve("old.jar");
        byte[] newer = larger("New", ClassFile.JAVA_8_VERSION, StackMapsOption.GENERATE_STACK_MAPS);
        try (FileSystem zip = FileSystems.newFileSystem(jar, java.util.Map.of("create", "true"))) {
            Files.write(
                    zip.getPath("Old.class"), larger("Old", ClassFile.JAVA_5_VERSION, StackMapsOption.DROP_STACK_MAPS));
            Files.write(zip.getPath("New.class"), newer);
            Files.writeString(zip.getPath("words.txt"), "as they were");
        }

        StackMaps.main(new String[] {jar.toString()});

        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            ClassModel old = ClassFile.of().parse(Files.readAllBytes(zip.getPath("Old.class")));
            assertThat(old.majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
            assertThat(old.methods().getFirst().code().orElseThrow().findAttribute(Attributes.stackMapTable()))
                    .isPresent();
            assertThat(Files.readAllBytes(zip.getPath("New.class"))).isEqualTo(newer);
            assertThat(Files.readString(zip.getPath("words.txt"))).isEqualTo("as they were");
        }
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            var method =
                    loader.loadClass("Old").getMethod("larger", int.class, int.class); // verified when it is called
            assertThat(method.invoke(null, 3, 7)).isEqualTo(7);
            assertThat(method.invoke(null, 9, 7)).isEqualTo(9);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    /** A class with {@code static int larger(int a, int b)}, whose branch is what stack maps are about. */
    private static byte[] larger(String name, int version, StackMapsOption stackMaps) {
        return ClassFile.of(stackMaps)
                .build(
                        ClassDesc.of(name),
                        builder -> builder.withVersion(version, 0)
                                .withFlags(ClassFile.ACC_PUBLIC)
                                .withMethodBody("larger", LARGER, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> {
                                    var second = code.newLabel();
                                    code.iload(0)
                                            .iload(1)
                                            .if_icmplt(second)
                                            .iload(0)
                                            .ireturn()
                                            .labelBinding(second)
                                            .iload(1)
                                            .ireturn();
                                }));
    }
}
