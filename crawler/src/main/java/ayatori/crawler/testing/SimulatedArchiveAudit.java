package ayatori.crawler.testing;

import ayatori.crawler.folder.CrawlFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the archive of a simulated crawl with the pages on record. */
final class SimulatedArchiveAudit {
    private final SimulatedDisk disk;
    private final List<String> problems = new ArrayList<>();

    SimulatedArchiveAudit(SimulatedDisk disk) {
        this.disk = disk;
    }

    /** What is wrong with the archive: each answered page must be in it once, and every file be whole. */
    List<String> problems(Set<String> answered) {
        Set<String> pages = new HashSet<>();
        int serial = 0;
        for (String name : disk.sinkNames(CrawlFolder.ARCHIVE + "/")) {
            String text = new String(disk.contents(name), StandardCharsets.UTF_8);
            if (!text.startsWith("file " + name.substring(name.indexOf('/') + 1) + "\n") || !text.endsWith("\n")) {
                problems.add(name + " is not whole: " + text);
            }
            if (!name.contains("-%05d-".formatted(serial++))) {
                problems.add(name + " is not the file that follows");
            }
            text.lines().skip(1).forEach(line -> record(line, pages));
        }
        answered.stream()
                .filter(url -> !pages.contains(url))
                .forEach(url -> problems.add(url + " is on record and not archived"));
        pages.stream()
                .filter(url -> !answered.contains(url))
                .forEach(url -> problems.add(url + " is archived and not on record"));
        return problems;
    }

    private void record(String line, Set<String> pages) {
        String[] words = line.split(" ", -1);
        boolean isPage = words[0].equals("page") && words.length == 2;
        boolean isSame = words[0].equals("same") && words.length == 3 && !words[1].equals(words[2]);
        if (!isPage && !isSame) {
            problems.add("A line of the archive is not a record: " + line);
            return;
        }
        if (isSame && !pages.contains(words[2])) {
            problems.add(line + " refers to what is not archived before");
        }
        if (!words[1].endsWith("/robots.txt") && !pages.add(words[1])) {
            problems.add(words[1] + " is twice in the archive");
        }
    }
}
