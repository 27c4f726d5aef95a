package ayatori.async;

/** Where a {@link RandomProgram} is told what holds. */
@FunctionalInterface
interface Checks {
    /** Fails now, and again at the end of the program, if a condition is false. */
    void check(boolean holds, String otherwise);
}
