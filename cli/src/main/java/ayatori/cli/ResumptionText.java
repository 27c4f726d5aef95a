package ayatori.cli;

import ayatori.crawler.Resumption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What people read about going on with a crawl. */
final class ResumptionText {

    private ResumptionText() {}

    /** What was found in the folder. */
    static List<String> lines(Resumption found) {
        var lines = new ArrayList<String>();
        lines.add("Going on: " + Figures.count(found.pages(), "page", "pages") + " done, "
                + Figures.count(found.skipped()) + " skipped, " + Figures.count(found.queued()) + " to go, after "
                + Figures.time(found.elapsed()) + ".");
        if (found.truncated() > 0) {
            lines.add("Removed " + Figures.bytes((double) found.truncated())
                    + " of records that were written but not committed; their pages are requested again.");
        }
        return lines;
    }

    /** How to go on with the crawl in a folder. */
    static String howToGoOn(Path folder) {
        return "Go on with: ayatori resume " + quoted(TerminalText.escape(folder.toString()));
    }

    /** A word for the shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
