package ayatori.report.html;

import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the difference of two crawls as one HTML page, without a script. */
public final class DiffPage {
    private DiffPage() {}

    /**
     * What the page shows.
     *
     * @param before the folder of the first crawl
     * @param after the folder of the second one
     * @param site the site
     * @param notes what a reader must know
     * @param figures counts with their names
     * @param sections the lists
     */
    public record View(
            String before,
            String after,
            String site,
            List<String> notes,
            List<Figure> figures,
            List<Section> sections) {}

    /** A count. */
    public record Figure(String name, String value) {}

    /** A list: its id, its heading, how many entries it has, a sentence on those that are not shown (or empty), and its entries. */
    public record Section(String id, String title, String count, String more, List<Item> items) {}

    /**
     * An entry.
     *
     * @param url its URL
     * @param href the URL if it is one of http or https; null if not
     * @param to the URL that it moved to; null if it did not
     * @param note what happened; empty if that is clear
     * @param added links that are new
     * @param removed links that are gone
     * @param words places of the text that changed
     */
    public record Item(
            String url,
            @Nullable String href,
            @Nullable String to,
            String note,
            List<String> added,
            List<String> removed,
            List<Words> words) {}

    /** Words that changed, with some before and behind them. */
    public record Words(String before, String removed, String added, String after) {}

    /** Writes the page, and closes nothing. */
    public static void write(View view, Writer out) {
        String style = Templates.text("report.css");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("style", style);
        values.put("styleHash", Templates.hash(style));
        values.put("view", view);
        Templates.template("diff").execute(values, out);
    }
}
