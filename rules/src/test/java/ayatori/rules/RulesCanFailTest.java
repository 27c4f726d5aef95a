package ayatori.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule finds the code in {@code fixture} that breaks it. */
final class RulesCanFailTest {
    private static final String ROOT = "ayatori.rules.fixture";
    private static final String WORLDLY = "low.Worldly";
    private static final Path SOURCES = Path.of("src/test/java/ayatori/rules/fixture");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);

    @Test
    void findsUsesOfHigherPackagesAndOtherModules() {
        assertThat(ModuleRules.of(ROOT).layers("low", "high").wrongImports(CLASSES))
                .containsExactly(
                        "ayatori.rules.fixture.low.Sideways uses ayatori.rules.Access",
                        "ayatori.rules.fixture.low.Upward uses ayatori.rules.fixture.high.Top");
        assertThat(ModuleRules.of(ROOT)
                        .layers("high", "low")
                        .uses("ayatori.rules")
                        .wrongImports(CLASSES))
                .isEmpty();
        assertThat(ModuleRules.of(ROOT).layers("high low").uses("ayatori.rules").wrongImports(CLASSES))
                .hasSize(1);
    }

    @Test
    void findsAPackageWithoutAPlace() {
        ModuleRules rules = ModuleRules.of(ROOT).uses("ayatori.rules").layers("low");
        assertThatThrownBy(() -> rules.wrongImports(CLASSES)).hasMessageContaining(ROOT + ".high");
    }

    @Test
    void findsEveryKindOfAccessOutsideItsSeam() {
        List<String> found = ModuleRules.of(ROOT).accessesOutsideSeams(CLASSES);
        assertThat(found).allMatch(sentence -> sentence.startsWith(WORLDLY));
        assertThat(found.stream().map(sentence -> sentence.replaceFirst(".* access to the ", "")))
                .containsExactlyInAnyOrder(
                        "CLOCK by java.lang.System.nanoTime()",
                        "CLOCK by java.lang.System.currentTimeMillis()",
                        "CLOCK by java.time.Instant.now()",
                        "CLOCK by java.time.LocalDate.now()",
                        "CLOCK by java.time.Clock.systemUTC()",
                        "CLOCK by java.lang.Thread.sleep(long)",
                        "CLOCK by java.util.concurrent.TimeUnit.sleep(long)",
                        "RANDOMNESS by java.util.Random.<init>()",
                        "RANDOMNESS by java.lang.Math.random()",
                        "RANDOMNESS by java.security.SecureRandom.<init>()",
                        "RANDOMNESS by java.util.concurrent.ThreadLocalRandom.current()",
                        "RANDOMNESS by java.util.UUID.randomUUID()",
                        "RANDOMNESS by java.util.Collections.shuffle(java.util.List)",
                        "SOCKET by java.net.Socket.<init>()",
                        "SOCKET by java.net.InetAddress.getByName(java.lang.String)",
                        "SOCKET by java.net.URL.openStream()",
                        "FILE by java.nio.file.Files.readString(java.nio.file.Path)",
                        "FILE by java.io.File.exists()",
                        "PROCESS by java.lang.ProcessBuilder.start()");
    }

    @Test
    void permitsASeamItsAccessOnly() {
        ModuleRules rules = ModuleRules.of(ROOT);
        for (Access access : Access.values()) {
            rules.seam(access, WORLDLY);
            assertThat(rules.accessesOutsideSeams(CLASSES)).noneMatch(sentence -> sentence.contains(access.name()));
        }
        assertThat(rules.accessesOutsideSeams(CLASSES)).isEmpty();
        assertThat(rules.idleSeams(CLASSES)).isEmpty();
        assertThat(rules.seam(Access.FILE, "high.Top").idleSeams(CLASSES))
                .containsExactly("high.Top has no access to the FILE");
    }

    @Test
    void findsPublicNamesWithoutASentence() {
        assertThat(Sources.undocumented(SOURCES))
                .containsExactly(
                        "Undocumented.java: Undocumented has no sentence that defines it",
                        "Undocumented.java: fragment() has no sentence that defines it",
                        "Undocumented.java: silent() has no sentence that defines it",
                        "Undocumented.java: implicitlyPublic() has no sentence that defines it");
    }

    @Test
    void findsLongFilesAndThoseThatAreLongNoMore(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Short.java"), "\n".repeat(Sources.LINES_MAX));
        Files.writeString(folder.resolve("Long.java"), "\n".repeat(Sources.LINES_MAX + 1));
        List<Path> folders = List.of(folder);
        assertThat(Sources.wrongLengths(folders, Set.of()))
                .hasSize(1)
                .first()
                .asString()
                .contains("Long.java");
        assertThat(Sources.wrongLengths(folders, Set.of("Long"))).isEmpty();
        assertThat(Sources.wrongLengths(folders, Set.of("Long", "Short")))
                .hasSize(1)
                .first()
                .asString()
                .contains("Short.java");
    }

    @Test
    void findsTestsThatSleep(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("OneTest.java"), "Thread.sleep(1);\nAsync.sleep(1);\n");
        Files.writeString(folder.resolve("TwoTest.java"), "TimeUnit.SECONDS.sleep(1);\n");
        assertThat(Sources.sleeps(folder, Set.of())).hasSize(2);
        assertThat(Sources.sleeps(folder, Set.of("OneTest"))).hasSize(1);
    }

    @Test
    void aSnippetThatDoesNotCompileIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("Wrong.java"),
                "package some;\n\n/**\n * Text.\n *\n * {@snippet :\n * int one = \"1\";\n * }\n */\nclass Wrong {}\n");
        Files.writeString(folder.resolve("Right.java"), """
                package some;

                /**
                 * Text.
                 *
                 * {@snippet :
                 * // given: String one
                 * List<String> all = List.of(one, new String(one.getBytes(UTF_8), UTF_8));
                 * }
                 */
                class Right {}
                """);

        assertThat(Snippets.uncompilable(folder, List.of()))
                .singleElement()
                .asString()
                .startsWith("the snippet at Wrong.java:6 does not compile: incompatible types");
    }
}
