package ayatori.check;

import ayatori.check.find.Finding;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check has found.
 *
 * @param findings the findings, by kind and target
 * @param seeds where the crawl started
 * @param crawledAt when the crawl began
 * @param pages how many pages were looked at
 * @param links how many links were, those to images and the like included
 * @param notChecked how many URLs nobody has asked for, by why: the label of a {@link ayatori.crawler.SkipReason}, or {@code external}
 * @param isCut whether some findings list not all of their places, since there are very many
 */
public record CheckReport(
        List<Finding> findings,
        List<String> seeds,
        Instant crawledAt,
        long pages,
        long links,
        SortedMap<String, Long> notChecked,
        boolean isCut) {
    /** Copies the collections. */
    public CheckReport {
        findings = List.copyOf(findings);
        seeds = List.copyOf(seeds);
        notChecked = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Long>) notChecked));
    }

    /** {@return the same with other findings} */
    public CheckReport with(List<Finding> otherFindings) {
        return new CheckReport(otherFindings, seeds, crawledAt, pages, links, notChecked, isCut);
    }
}
