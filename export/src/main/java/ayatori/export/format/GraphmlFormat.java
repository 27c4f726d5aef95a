package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The link graph as GraphML, for Gephi, networkx and others. Nodes are URLs; those that were requested have a status and a
 * title. All nodes come before the edges, as some readers need it.
 */
public final class GraphmlFormat extends StreamFormat {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
            <key id="status" for="node" attr.name="status" attr.type="int"/>
            <key id="title" for="node" attr.name="title" attr.type="string"/>
            <graph id="links" edgedefault="directed">
            """;

    private final Table pages;

    /**
     * Creates the format.
     *
     * @param pages the table of the URLs that were requested
     */
    public GraphmlFormat(Table pages) {
        this.pages = pages;
    }

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public String suffix() {
        return ".graphml";
    }

    @Override
    public void write(OutputStream out, Table table) throws IOException, FolderException {
        var nodes = new UrlSet();
        print(out, HEAD);
        int url = pages.indexOf("url");
        int status = pages.indexOf("status");
        int title = pages.indexOf("title");
        forEach(pages, page -> {
            String name = Values.text(page.value(url));
            if (name != null && nodes.add(name)) {
                print(
                        out,
                        "<node id=\"" + Xml.escape(name) + "\">" + data("status", Values.text(page.value(status)))
                                + data("title", Values.text(page.value(title))) + "</node>\n");
            }
        });
        int from = table.indexOf("from");
        int to = table.indexOf("to");
        forEach(table, link -> {
            String target = Values.text(link.value(to));
            if (target != null && nodes.add(target)) {
                print(out, "<node id=\"" + Xml.escape(target) + "\"/>\n");
            }
        });
        forEach(
                table,
                link -> print(
                        out,
                        "<edge source=\"" + Xml.escape(String.valueOf(Values.text(link.value(from)))) + "\" target=\""
                                + Xml.escape(String.valueOf(Values.text(link.value(to)))) + "\"/>\n"));
        print(out, "</graph>\n</graphml>\n");
    }

    private static String data(String key, @Nullable String value) {
        return value == null ? "" : "<data key=\"" + key + "\">" + Xml.escape(value) + "</data>";
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
