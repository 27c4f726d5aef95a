package ayatori.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules as tests. A module extends this class, and its tests run in the module's own folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {
    private static final Pattern TEST_CLASSES = Pattern.compile(".*/(test-classes|test)/ayatori/.*");

    /** What JMH's annotation processor writes. */
    private static final Pattern GENERATED = Pattern.compile(".*/jmh_generated/.*");

    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path TEST = Path.of("src", "test", "java");

    private final ModuleRules rules;
    private final JavaClasses mainClasses;

    /**
     * Imports the module's classes.
     *
     * @param rules what the module may do
     */
    protected ArchitectureRules(ModuleRules rules) {
        this.rules = rules;
        this.mainClasses = importing(rules.root(), location -> !location.matches(TEST_CLASSES));
    }

    private static JavaClasses importing(String root, ImportOption option) {
        ImportOption ownFiles = (Location location) -> !location.isJar() && !location.matches(GENERATED);
        return new ClassFileImporter()
                .withImportOption(ownFiles)
                .withImportOption(option)
                .importPackages(root);
    }

    @Test
    void usesOnlyWhatIsBelow() {
        assertThat(rules.wrongImports(mainClasses)).isEmpty();
    }

    @Test
    void onlySeamsTouchTheOutsideWorld() {
        assertThat(rules.accessesOutsideSeams(mainClasses)).isEmpty();
    }

    @Test
    void everySeamIsNeeded() {
        assertThat(rules.idleSeams(mainClasses)).isEmpty();
    }

    @Test
    void everyPublicNameHasASentence() {
        assertThat(Sources.undocumented(MAIN)).isEmpty();
    }

    @Test
    void everySnippetCompiles() {
        if (!rules.areSnippetsRun()) {
            assertThat(Snippets.uncompilable(MAIN, rules.below())).isEmpty();
        }
    }

    @Test
    void longFilesAreListed() {
        assertThat(Sources.wrongLengths(List.of(MAIN, TEST), rules.longFiles())).isEmpty();
    }

    @Test
    void testsDoNotSleep() {
        assertThat(Sources.sleeps(TEST, rules.sleepingTests())).isEmpty();
    }
}
