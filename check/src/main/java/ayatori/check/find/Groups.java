package ayatori.check.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings as they are collected: one for each kind and target, with its places. */
final class Groups {
    /** Further places are counted and not listed. */
    private static final int PLACES_MAX = 500_000;

    private record Key(FindingKind kind, String target) {}

    private static final class Group {
        final Finding finding;
        final List<Place> places = new ArrayList<>();
        long count;

        Group(Finding finding) {
            this.finding = finding;
        }
    }

    private final Map<Key, Group> groups = new HashMap<>();
    private int placesLeft = PLACES_MAX;

    /**
     * Adds a place at which something is wrong.
     *
     * @param place null for something that is wrong with the target wherever it is linked from
     */
    void add(FindingKind kind, String target, String detail, List<String> chain, @Nullable Place place) {
        Group group = groups.computeIfAbsent(
                new Key(kind, target), _ -> new Group(new Finding(kind, target, detail, chain, List.of(), 0)));
        if (place == null) {
            return;
        }
        group.count++;
        if (placesLeft > 0) {
            placesLeft--;
            group.places.add(place);
        }
    }

    /** Whether places were left out. */
    boolean isCut() {
        return placesLeft == 0;
    }

    /** All findings, the worst first, by target. */
    List<Finding> findings() {
        return groups.values().stream()
                .map(group -> group.finding.with(group.places, group.count))
                .sorted(Comparator.comparing(Finding::kind).thenComparing(Finding::target))
                .toList();
    }
}
