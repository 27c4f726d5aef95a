package ayatori.export.content;

import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderFormat;
import ayatori.export.folder.FolderReport;
import ayatori.export.table.ExportException;
import ayatori.export.table.Values;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A folder with {@code llms.txt}, a list of the pages by <a href="https://llmstxt.org/">llmstxt.org</a>, and {@code llms-full.txt},
 * which has their Markdown one after the other.
 */
public final class LlmsTxtFormat implements FolderFormat {
    /** Created by the {@link java.util.ServiceLoader}. */
    public LlmsTxtFormat() {}

    @Override
    public String name() {
        return "llms-txt";
    }

    @Override
    public String suffix() {
        return "-llms";
    }

    @Override
    public boolean writesFolder() {
        return true;
    }

    @Override
    public boolean selectsPages() {
        return true;
    }

    @Override
    public Set<String> options() {
        return Set.of(Corpus.IGNORE_OPT_OUTS);
    }

    @Override
    public FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
        var corpus = Corpus.of(export);
        var list = new PageList();
        Files.createDirectories(export.out());
        try (BufferedWriter full = Files.newBufferedWriter(export.out().resolve("llms-full.txt"))) {
            corpus.forEach((page, content) -> {
                String name = PageList.name(page, content);
                list.add(page, content, name);
                full.append("# ")
                        .append(Values.wellFormed(name))
                        .append("\n\nSource: ")
                        .append(page.url())
                        .append("\n\n")
                        .append(Values.wellFormed(body(content, name)))
                        .append("\n\n");
            });
        }
        if (list.isEmpty()) {
            throw Corpus.nothing(export, "Markdown", "--markdown");
        }
        Files.writeString(export.out().resolve("llms.txt"), Values.wellFormed(list.toMarkdown()));
        return FolderReport.of((list.size() == 1 ? "1 page" : list.size() + " pages") + corpus.leftOut());
    }

    /** The blocks, without a first heading that only repeats the name. */
    private static String body(MarkdownBlocks.Parsed content, String name) {
        Block first = content.blocks().getFirst();
        boolean repeats = first.kind() == Block.Kind.HEADING
                && content.headings().getFirst().text().equals(name);
        return content.blocks().stream()
                .skip(repeats ? 1 : 0)
                .map(Block::source)
                .collect(Collectors.joining("\n\n"));
    }
}
