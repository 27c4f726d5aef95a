package ayatori.report.diff;

import ayatori.report.diff.ChangedPage.WordChange;
import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** Compares two texts word by word, by Myers' algorithm in linear space. */
final class WordDiff {
    /** Words between the first and the last difference; with more, nothing is compared. */
    private static final int WORDS_MAX = 4_000;

    private static final int CHANGES_MAX = 200;
    private static final int CONTEXT = 4;

    private WordDiff() {}

    /** The places that differ; none if the texts have the same words, or too much differs. */
    static List<WordChange> of(String before, String after) {
        List<String> a = words(before);
        List<String> b = words(after);
        int head = 0;
        int shorter = Math.min(a.size(), b.size());
        while (head < shorter && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<String> middleA = a.subList(head, a.size() - tail);
        List<String> middleB = b.subList(head, b.size() - tail);
        if (middleA.size() > WORDS_MAX || middleB.size() > WORDS_MAX) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(middleA, middleB, new MyersDiffWithLinearSpace<>())
                .getDeltas()) {
            int from = head + delta.getSource().getPosition();
            Change last = changes.isEmpty() ? null : changes.getLast();
            if (last == null || last.to < from) {
                last = new Change(from);
                changes.add(last);
            }
            last.to = from + delta.getSource().size();
            last.added.addAll(delta.getTarget().getLines());
        }
        return changes.stream()
                .limit(CHANGES_MAX)
                .map(change -> new WordChange(
                        String.join(" ", a.subList(Math.max(change.from - CONTEXT, 0), change.from)),
                        String.join(" ", a.subList(change.from, change.to)),
                        String.join(" ", change.added),
                        String.join(" ", a.subList(change.to, Math.min(change.to + CONTEXT, a.size())))))
                .toList();
    }

    /** A place in the first text, and what is there in the second one. The algorithm gives what is removed and added there singly. */
    private static final class Change {
        final int from;
        final List<String> added = new ArrayList<>();
        int to;

        Change(int from) {
            this.from = from;
        }
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
    }
}
