package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.CsvLine;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** CSV after RFC 4180, in UTF-8, with a line of names first. {@link CsvLine} says how formulas are made harmless. */
public final class CsvFormat extends StreamFormat {
    /** Creates the format. */
    public CsvFormat() {}

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public void write(OutputStream out, Table table) throws IOException, FolderException {
        var line = new CsvLine();
        table.names().forEach(name -> line.text(Values.wellFormed(name)));
        out.write(line.end().getBytes(StandardCharsets.UTF_8));
        int columns = table.columns().size();
        forEach(table, row -> {
            for (int i = 0; i < columns; i++) {
                Object value = row.value(i);
                boolean isPlain = value instanceof Number || value instanceof Boolean;
                if (isPlain) {
                    line.plain(Values.text(value));
                } else {
                    line.text(Values.text(value));
                }
            }
            out.write(line.end().getBytes(StandardCharsets.UTF_8));
        });
    }
}
