package ayatori.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the cases of one suite as a test reads them, and holds the count against the suite's row in
 * {@code docs/conformance.md}: a case that fails, or one that is no longer read, cannot go unnoticed.
 */
public final class Conformance {
    /** Enough to see what is wrong, without a page of it. */
    private static final int FAILURES_SHOWN = 20;

    private final Class<?> test;
    private final String suite;
    private final Map<String, Integer> exceptions = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int passed;
    private int failed;

    private Conformance(Class<?> test, String suite) {
        this.test = test;
        this.suite = suite;
    }

    /**
     * Begins a count.
     *
     * @param test the class that reads the suite
     * @param suite the file or folder in the suites; after a comma, which side of its cases is looked at
     */
    public static Conformance of(Class<?> test, String suite) {
        return new Conformance(test, suite);
    }

    /** Counts a case that must hold. */
    public void check(boolean holds, Supplier<String> what) {
        if (holds) {
            passed++;
        } else {
            failed++;
            if (failures.size() < FAILURES_SHOWN) {
                failures.add(what.get());
            }
        }
    }

    /** Counts a case whose outcome must be {@code expected}. */
    public void check(String name, @Nullable Object expected, @Nullable Object actual) {
        boolean equal = expected == null ? actual == null : expected.equals(actual);
        check(equal, () -> name + ": expected " + expected + " but was " + actual);
    }

    /** Counts a case that is not held to, and says why. */
    public void except(String reason) {
        exceptions.merge(reason, 1, Integer::sum);
    }

    /** Ends the count: fails where a case failed, or where the page says something else. */
    public void report() {
        var row = new ConformancePage.Row(suite, passed + failed + exceptionCount(), passed, exceptions, test);
        System.out.println(row.suite() + ": " + row.passed() + "/" + row.cases() + row.exceptionsInBrackets());
        assertThat(failures).as("%s: %d failed, such as", suite, failed).isEmpty();
        assertThat(passed).as("cases of %s", suite).isPositive();
        ConformancePage.hold(row);
    }

    private int exceptionCount() {
        return exceptions.values().stream().mapToInt(Integer::intValue).sum();
    }
}
