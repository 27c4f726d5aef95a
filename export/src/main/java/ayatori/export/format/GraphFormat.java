package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.CsvLine;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The link graph as a list of edges in CSV: {@code from,to}, one line for each link. */
public final class GraphFormat extends StreamFormat {
    /** Creates the format. */
    public GraphFormat() {}

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public String suffix() {
        return "-graph.csv";
    }

    @Override
    public void write(OutputStream out, Table table) throws IOException, FolderException {
        int from = table.indexOf("from");
        int to = table.indexOf("to");
        var line = new CsvLine();
        out.write("from,to\r\n".getBytes(StandardCharsets.UTF_8));
        forEach(table, row -> {
            line.text(Values.text(row.value(from))).text(Values.text(row.value(to)));
            out.write(line.end().getBytes(StandardCharsets.UTF_8));
        });
    }
}
