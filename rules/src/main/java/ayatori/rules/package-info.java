/**
 * The rules of the code base, checked by tests in every module.
 *
 * <p>A module describes itself with a {@link ayatori.rules.ModuleRules} and runs the rules by extending
 * {@link ayatori.rules.ArchitectureRules}. ArchUnit checks what is visible in class files; {@link
 * ayatori.rules.Sources} checks what is visible in source files only.
 */
@NullMarked
package ayatori.rules;

import org.jspecify.annotations.NullMarked;
