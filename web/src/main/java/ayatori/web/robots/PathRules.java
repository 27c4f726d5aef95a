package ayatori.web.robots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Allow and Disallow lines that one robots.txt has for one crawler, compiled so that a verdict stays cheap whatever they
 * are.
 *
 * <p>Plain prefixes are a sorted array, in which each knows the longest other prefix that begins it. One binary search
 * finds the longest that matches. Patterns with {@code *} or {@code $} are tried from the most specific on, down to
 * that prefix. Where there are many, those with two adjacent characters that the path does not have are passed over at the
 * cost of one look each. The others share {@link #STEPS_MAX} steps.
 */
final class PathRules {
    /** What may be spent on the patterns of one verdict: thousands of times what real files take, and some 0.1 ms. */
    static final int STEPS_MAX = 50_000;

    /** With fewer patterns, trying them costs less than collecting the path's bigrams. */
    private static final int FILTERED_MIN = 16;

    private static final int NONE = -1;

    /** In place of a rule: the patterns were made to take too many steps. */
    private static final int SPENT = -2;

    /** What a rule takes besides the characters of its pattern: its objects and its places in arrays. */
    private static final int RULE_BYTES = 76;

    /** Prefixes in their order, each once. */
    private final String[] prefixes;

    /** For each prefix, whether it allows. */
    private final boolean[] allows;

    /** For each prefix, the longest other that begins it, or {@link #NONE}. */
    private final int[] parents;

    /** The most specific first. */
    private final PathPattern[] patterns;

    /** For each pattern, the bigrams that a path must have, as {@link PathBigrams#hasAll} takes them. */
    private final long[] bigrams;

    /** For each rule, the number of its line; 0 if that is not known. */
    private final int[] lines;

    private PathRules(SortedMap<String, Boolean> prefixes, List<PathPattern> patterns, Map<String, Integer> numbers) {
        this.prefixes = prefixes.keySet().toArray(String[]::new);
        this.allows = new boolean[this.prefixes.length];
        this.parents = parents(this.prefixes);
        for (int i = 0; i < allows.length; i++) {
            allows[i] = Boolean.TRUE.equals(prefixes.get(this.prefixes[i]));
        }
        this.patterns = patterns.stream()
                .sorted(PathPattern.MOST_SPECIFIC_FIRST)
                .distinct()
                .toArray(PathPattern[]::new);
        this.bigrams = Arrays.stream(this.patterns)
                .mapToLong(pattern -> PathBigrams.ofPattern(pattern.pattern()))
                .toArray();
        this.lines = new int[this.prefixes.length + this.patterns.length];
        Arrays.setAll(lines, rule -> numbers.getOrDefault(pattern(rule), 0));
    }

    private static int[] parents(String[] sorted) {
        int[] parents = new int[sorted.length];
        int candidate = NONE;
        for (int i = 0; i < sorted.length; i++) {
            while (candidate != NONE && !sorted[i].startsWith(sorted[candidate])) {
                candidate = parents[candidate];
            }
            parents[i] = candidate;
            candidate = i;
        }
        return parents;
    }

    /** Collects lines. */
    static final class Builder {
        private final SortedMap<String, Boolean> prefixes = new TreeMap<>();
        private final List<PathPattern> patterns = new ArrayList<>();

        /** Adds a line; {@code pattern} is percent-encoded as {@link RobotsRules} encodes the paths it is compared with. */
        void add(String pattern, boolean allow) {
            if (pattern.indexOf('*') < 0 && pattern.indexOf('$') < 0) {
                prefixes.merge(pattern, allow, Boolean::logicalOr);
            } else {
                patterns.add(PathPattern.of(pattern, allow));
            }
        }

        /**
         * Compiles them.
         *
         * @param numbers of the lines that disallow, by their patterns
         */
        PathRules build(Map<String, Integer> numbers) {
            return new PathRules(prefixes, patterns, numbers);
        }
    }

    boolean isEmpty() {
        return prefixes.length == 0 && patterns.length == 0;
    }

    /** About how much memory they take, in bytes. */
    long memoryBytes() {
        long bytes = 0;
        for (String prefix : prefixes) {
            bytes += RULE_BYTES + prefix.length();
        }
        for (PathPattern pattern : patterns) {
            bytes += RULE_BYTES + pattern.pattern().length();
        }
        return bytes;
    }

    /**
     * The verdict of the most specific rule that matches; of two as specific, of the one that allows (RFC 9309 section
     * 2.2.2). True if none matches. False if the patterns were made to take more than {@link #STEPS_MAX} steps.
     */
    boolean allow(String path) {
        int rule = rule(path);
        return rule == NONE || (rule != SPENT && allows(rule));
    }

    /**
     * The pattern of the line by which a path is not allowed, and the line's number if it is known; null if the path is
     * allowed, or if that took too many steps.
     */
    @Nullable String denying(String path) {
        int rule = rule(path);
        if (rule < 0 || allows(rule)) {
            return null;
        }
        return pattern(rule) + (lines[rule] == 0 ? "" : ", line " + lines[rule]);
    }

    private String pattern(int rule) {
        return rule < prefixes.length ? prefixes[rule] : patterns[rule - prefixes.length].pattern();
    }

    private boolean allows(int rule) {
        return rule < prefixes.length ? allows[rule] : patterns[rule - prefixes.length].allow();
    }

    /** The rule that decides: the index of a prefix, or after these that of a pattern; {@link #NONE} or {@link #SPENT}. */
    private int rule(String path) {
        int prefix = longestPrefixOf(path);
        return patterns.length == 0 ? prefix : pattern(path, prefix == NONE ? NONE : prefixes[prefix].length(), prefix);
    }

    private int pattern(String path, int prefixLength, int prefix) {
        PathBigrams present = patterns.length < FILTERED_MIN ? null : PathBigrams.of(path);
        var effort = new PathPattern.Effort(STEPS_MAX);
        for (int i = 0; i < patterns.length; i++) {
            if (present != null && !present.hasAll(bigrams[i])) {
                continue;
            }
            PathPattern pattern = patterns[i];
            if (pattern.specificity() < prefixLength || (pattern.specificity() == prefixLength && !pattern.allow())) {
                break;
            }
            boolean matches = pattern.matches(path, effort);
            if (effort.isSpent()) {
                return SPENT;
            }
            if (matches) {
                return prefixes.length + i;
            }
        }
        return prefix;
    }

    /**
     * The longest prefix that begins {@code path}, or {@link #NONE}. The greatest that is not greater than the path either is
     * that one or begins with it.
     */
    private int longestPrefixOf(String path) {
        int found = Arrays.binarySearch(prefixes, path);
        int candidate = found >= 0 ? found : -found - 2;
        if (candidate < 0) {
            return NONE;
        }
        int common = commonLength(prefixes[candidate], path);
        while (candidate != NONE && prefixes[candidate].length() > common) {
            candidate = parents[candidate];
        }
        return candidate;
    }

    private static int commonLength(String a, String b) {
        int length = Math.min(a.length(), b.length());
        int common = 0;
        while (common < length && a.charAt(common) == b.charAt(common)) {
            common++;
        }
        return common;
    }
}
