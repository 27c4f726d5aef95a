package ayatori.crawler.testing;

import ayatori.crawler.folder.CrawlFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the archive of a simulated crawl with the pages on record. */
final class SimulatedArchiveAudit {
    private final SimulatedDisk disk;
    private final List<String> problems = new ArrayList<>();

    SimulatedArchiveAudit(SimulatedDisk disk) {
        this.disk = disk;
    }

    /**
     * What is wrong with the archive: each answer on record must be in it, and every file be whole.
     *
     * @param answered how many answers of each URL are on record: two of one that is a page and a requisite
     */
    List<String> problems(Map<String, Integer> answered) {
        Map<String, Integer> archived = new HashMap<>();
        int serial = 0;
        for (String name : disk.sinkNames(CrawlFolder.ARCHIVE + "/")) {
            String text = new String(disk.contents(name), StandardCharsets.UTF_8);
            if (!text.startsWith("file " + name.substring(name.indexOf('/') + 1) + "\n") || !text.endsWith("\n")) {
                problems.add(name + " is not whole: " + text);
            }
            if (!name.contains("-%05d-".formatted(serial++))) {
                problems.add(name + " is not the file that follows");
            }
            text.lines().skip(1).forEach(line -> record(line, archived, answered));
        }
        Set<String> urls = new HashSet<>(answered.keySet());
        urls.addAll(archived.keySet());
        for (String url : urls) {
            int wanted = answered.getOrDefault(url, 0);
            int found = archived.getOrDefault(url, 0);
            if (wanted != found) {
                problems.add(url + " is answered " + wanted + " times and archived " + found + " times");
            }
        }
        return problems;
    }

    private void record(String line, Map<String, Integer> archived, Map<String, Integer> answered) {
        String[] words = line.split(" ", -1);
        boolean isPage = words[0].equals("page") && words.length == 2;
        boolean isSame = words[0].equals("same") && words.length == 3;
        if (!isPage && !isSame) {
            problems.add("A line of the archive is not a record: " + line);
            return;
        }
        if (isSame && !archived.containsKey(words[2])) {
            problems.add(line + " refers to what is not archived before");
        }
        if (isSame && words[1].equals(words[2]) && answered.getOrDefault(words[1], 0) < 2) {
            problems.add(line + " refers to itself");
        }
        if (!words[1].endsWith("/robots.txt")) {
            archived.merge(words[1], 1, Integer::sum);
        }
    }
}
