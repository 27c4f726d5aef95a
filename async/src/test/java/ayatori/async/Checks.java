package ayatori.async;

/** Where a {@link RandomProgram} is told what holds. */
@FunctionalInterface
interface Checks {
    /** Fails, now and at the end of the program, if something does not hold. */
    void check(boolean holds, String otherwise);
}
