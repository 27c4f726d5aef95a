package ayatori.rules;

/** The rules hold for their own module too. */
final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.rules")
                .layers("")
                .seam(Access.FILE, "Sources")
                .sleepingTests("RulesCanFailTest", "Worldly"));
    }
}
