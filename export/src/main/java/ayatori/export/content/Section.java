package ayatori.export.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A heading of a page and what stands below it; the root of a page has no heading. */
final class Section {
    final int level;
    final List<String> path;
    final String anchor;

    /** The heading first, then what comes before the first section within. */
    final List<Block> blocks = new ArrayList<>();

    final List<Section> sections = new ArrayList<>();

    /** The tokens of all blocks, those of the sections within too, each with a token for what separates it. */
    int tokens;

    private Section(int level, List<String> path, String anchor) {
        this.level = level;
        this.path = path;
        this.anchor = anchor;
    }

    /** The sections of a page. */
    static Section of(MarkdownBlocks.Parsed page) {
        var root = new Section(0, List.of(), "");
        Deque<Section> open = new ArrayDeque<>(List.of(root));
        int heading = 0;
        for (Block block : page.blocks()) {
            if (block.kind() == Block.Kind.HEADING) {
                while (open.getLast().level >= block.level()) {
                    open.removeLast();
                }
                MarkdownBlocks.HeadingText text = page.headings().get(heading++);
                List<String> path = new ArrayList<>(open.getLast().path);
                path.add(text.text());
                var section = new Section(block.level(), path, text.anchor());
                open.getLast().sections.add(section);
                open.addLast(section);
            }
            open.getLast().blocks.add(block);
            int tokens = Tokens.count(block.source()) + 1;
            open.forEach(section -> section.tokens += tokens);
        }
        return root;
    }

    /** Whether there is more than the heading. */
    boolean hasContent() {
        return blocks.stream().anyMatch(block -> block.kind() != Block.Kind.HEADING)
                || sections.stream().anyMatch(Section::hasContent);
    }

    /** The Markdown of the section and the sections within. */
    String markdown() {
        List<String> sources = new ArrayList<>();
        addTo(sources);
        return String.join("\n\n", sources);
    }

    private void addTo(List<String> sources) {
        blocks.forEach(block -> sources.add(block.source()));
        sections.stream().filter(Section::hasContent).forEach(section -> section.addTo(sources));
    }
}
