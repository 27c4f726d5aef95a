package ayatori.report.site;

import ayatori.report.site.Overview.Sections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The parts of a site: the first folder of each URL. The largest are shown, all others as one. */
final class SectionCounts {
    private static final int SECTIONS_MAX = 4_096;
    private static final int SHOWN_MAX = 14;
    private static final String OTHER = "other";

    private final Map<String, Integer> numbers = new HashMap<>(Map.of(OTHER, 0));
    private final List<String> names = new ArrayList<>(List.of(OTHER));
    private final long[] pages = new long[SECTIONS_MAX];
    private int[] shown = new int[0];
    private long[][] links = new long[0][0];

    /** Counts a page, and returns the number of its section. */
    int add(String origin, String path) {
        int slash = path.indexOf('/', 1);
        int query = path.indexOf('?');
        boolean isFolder = slash > 0 && (query < 0 || slash < query);
        String name = origin + (isFolder ? path.substring(0, slash + 1) : "/");
        Integer number = numbers.get(name);
        if (number == null && names.size() < SECTIONS_MAX) {
            number = names.size();
            numbers.put(name, number);
            names.add(name);
        }
        int section = number == null ? 0 : number;
        pages[section]++;
        return section;
    }

    /** Ends the counting of pages, and begins that of links. */
    void close() {
        List<Integer> largest = IntStream.range(1, names.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer number) -> -pages[number])
                        .thenComparing(names::get))
                .limit(SHOWN_MAX)
                .toList();
        shown = new int[names.size()];
        for (int i = 0; i < largest.size(); i++) {
            shown[largest.get(i)] = i + 1;
        }
        links = new long[largest.size() + 1][largest.size() + 1];
    }

    /** Counts a link between pages of two sections. */
    void link(int from, int to) {
        links[shown[from]][shown[to]]++;
    }

    /** What is shown, without the others if there are none. */
    Sections sections() {
        int count = links.length;
        String[] shownNames = new String[count];
        long[] shownPages = new long[count];
        for (int number = 0; number < names.size(); number++) {
            int at = shown[number];
            shownPages[at] += pages[number];
            shownNames[at] = at == 0 ? OTHER : names.get(number);
        }
        int first = shownPages[0] == 0 ? 1 : 0;
        List<Integer> order = new ArrayList<>(IntStream.range(1, count).boxed().toList());
        if (first == 0) {
            order.add(0);
        }
        String common = commonOrigin(
                order.stream().filter(i -> i > 0).map(i -> shownNames[i]).toList());
        long[][] between = new long[order.size()][order.size()];
        for (int i = 0; i < order.size(); i++) {
            for (int j = 0; j < order.size(); j++) {
                between[i][j] = links[order.get(i)][order.get(j)];
            }
        }
        return new Sections(
                order.stream()
                        .map(i -> i == 0 ? OTHER : shownNames[i].substring(common.length()))
                        .toList(),
                order.stream().mapToLong(i -> shownPages[i]).toArray(),
                between);
    }

    /** The origin of all names, if it is one; else empty. */
    private static String commonOrigin(List<String> all) {
        String origin = "";
        for (String name : all) {
            int slash = name.indexOf('/', name.indexOf("://") + 3);
            String one = name.substring(0, slash);
            if (!origin.isEmpty() && !origin.equals(one)) {
                return "";
            }
            origin = one;
        }
        return origin;
    }
}
