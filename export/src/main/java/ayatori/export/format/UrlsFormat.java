package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One URL a line: a file of seeds for another crawl. The URLs are those of the column {@code url}, or of {@code to} in the table
 * of links. A URL that follows itself stands there once.
 */
public final class UrlsFormat extends StreamFormat {
    /** Creates the format. */
    public UrlsFormat() {}

    @Override
    public String name() {
        return "urls";
    }

    @Override
    public String suffix() {
        return ".txt";
    }

    @Override
    public void write(OutputStream out, Table table) throws IOException, FolderException {
        int column = Math.max(Math.max(table.indexOf("url"), table.indexOf("to")), 0);
        String[] last = {""};
        forEach(table, row -> {
            String url = Values.text(row.value(column));
            if (url != null && !url.equals(last[0])) {
                out.write((url + "\n").getBytes(StandardCharsets.UTF_8));
                last[0] = url;
            }
        });
    }
}
