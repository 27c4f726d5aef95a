package ayatori.export.content;

import java.util.List;

/**
 * A part of a page that fits a language model's context.
 *
 * @param path the headings above it, from the outermost
 * @param anchor what a link to it ends in after the {@code #}; the empty string if there is nothing
 * @param text its Markdown
 */
record Chunk(List<String> path, String anchor, String text) {
    Chunk {
        path = List.copyOf(path);
    }
}
