package ayatori.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one module may do: which modules and packages it may use, and which of its classes touch the outside world.
 *
 * <p>Each rule is a method that returns its violations, one sentence each.
 */
public final class ModuleRules {
    private static final String OURS = "ayatori.";

    private final String root;
    private final List<String> modulesBelow = new ArrayList<>();
    private boolean runsItsSnippets;
    private final List<String> layers = new ArrayList<>();
    private final Map<Access, Set<String>> seams = new EnumMap<>(Access.class);
    private final Set<String> longFiles = new HashSet<>();
    private final Set<String> sleepingTests = new HashSet<>();

    private ModuleRules(String root) {
        this.root = root;
    }

    /**
     * Describes a module that may do nothing yet.
     *
     * @param root its root package
     * @return the description
     */
    public static ModuleRules of(String root) {
        return new ModuleRules(root);
    }

    /**
     * Permits the use of other modules.
     *
     * @param roots their root packages
     * @return this
     */
    public ModuleRules uses(String... roots) {
        modulesBelow.addAll(List.of(roots));
        return this;
    }

    /** The root packages of the modules it uses. */
    List<String> below() {
        return modulesBelow;
    }

    /**
     * Says that a test of the module's own compiles its snippets, and runs them.
     *
     * @return this
     */
    public ModuleRules runsItsSnippets() {
        runsItsSnippets = true;
        return this;
    }

    /** Whether a test of the module's own compiles its snippets. */
    boolean areSnippetsRun() {
        return runsItsSnippets;
    }

    /**
     * Orders the module's packages from the bottom up. A package may use those before it only, so there are no cycles.
     * Packages that do not use each other may share one string, separated by spaces.
     *
     * @param packages package names below the root package; "" is the root package itself
     * @return this
     */
    public ModuleRules layers(String... packages) {
        layers.addAll(List.of(packages));
        return this;
    }

    /**
     * Permits some classes one kind of access.
     *
     * @param access what they may do
     * @param classes top-level classes, named from the root package, such as {@code http.DnsLookup}
     * @return this
     */
    public ModuleRules seam(Access access, String... classes) {
        seams.computeIfAbsent(access, _ -> new TreeSet<>()).addAll(List.of(classes));
        return this;
    }

    /**
     * Permits some files more than {@value Sources#LINES_MAX} lines.
     *
     * @param names file names without {@code .java}
     * @return this
     */
    public ModuleRules longFiles(String... names) {
        longFiles.addAll(List.of(names));
        return this;
    }

    /**
     * Permits some test files to make real threads sleep.
     *
     * @param names file names without {@code .java}
     * @return this
     */
    public ModuleRules sleepingTests(String... names) {
        sleepingTests.addAll(List.of(names));
        return this;
    }

    String root() {
        return root;
    }

    Set<String> sleepingTests() {
        return sleepingTests;
    }

    Set<String> longFiles() {
        return longFiles;
    }

    /** Uses of modules that are not below this one, and of own packages that are not below the using one. */
    List<String> wrongImports(JavaClasses classes) {
        var wrong = new TreeSet<String>();
        for (JavaClass user : classes) {
            user.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getPackageName().startsWith(OURS) && !mayUse(user.getPackageName(), used.getPackageName())) {
                    wrong.add(user.getName() + " uses " + used.getName());
                }
            });
        }
        return List.copyOf(wrong);
    }

    private boolean mayUse(String user, String used) {
        if (!isWithin(used, root)) {
            return modulesBelow.stream().anyMatch(below -> isWithin(used, below));
        }
        return user.equals(used) || layer(used) < layer(user);
    }

    /** The layer of a package; one that has no place in the line may use nothing and be used by nothing. */
    private int layer(String name) {
        String relative = name.equals(root) ? "" : name.substring(root.length() + 1);
        for (int layer = 0; layer < layers.size(); layer++) {
            if (Arrays.asList(layers.get(layer).split(" ", -1)).contains(relative)) {
                return layer;
            }
        }
        throw new AssertionError("the package " + name + " has no place among the layers of " + root);
    }

    private static boolean isWithin(String name, String root) {
        return name.equals(root) || name.startsWith(root + ".");
    }

    /** Accesses to the outside world by classes that are not seams for it. */
    List<String> accessesOutsideSeams(JavaClasses classes) {
        var wrong = new TreeSet<String>();
        forEachAccess(classes, (access, user, target) -> {
            if (!seamsOf(access).contains(user)) {
                wrong.add(user + " has access to the " + access + " by " + target);
            }
        });
        return List.copyOf(wrong);
    }

    /** Seams that do not have the access they are permitted. */
    List<String> idleSeams(JavaClasses classes) {
        var idle = new TreeSet<String>();
        seams.forEach((access, names) -> names.forEach(name -> idle.add(name + " has no access to the " + access)));
        forEachAccess(classes, (access, user, _) -> idle.remove(user + " has no access to the " + access));
        return List.copyOf(idle);
    }

    private Set<String> seamsOf(Access access) {
        return seams.getOrDefault(access, Set.of());
    }

    private interface AccessConsumer {
        void accept(Access access, String user, String target);
    }

    private void forEachAccess(JavaClasses classes, AccessConsumer consumer) {
        for (JavaClass user : classes) {
            user.getCodeUnitAccessesFromSelf().forEach(made -> {
                for (Access access : Access.values()) {
                    if (access.isMadeBy(made.getTarget())) {
                        consumer.accept(access, relative(user), made.getTarget().getFullName());
                    }
                }
            });
        }
    }

    /** The name of a class's top-level class, from the root package. */
    private String relative(JavaClass type) {
        String name = type.getName().substring(root.length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
