package ayatori.export.content;

import java.util.List;

/**
 * A block of Markdown at the top level of a page.
 *
 * @param kind what it is
 * @param source its lines, joined by line feeds
 * @param parts of a list its items, as lines with their markers; else empty
 */
record Block(Kind kind, String source, List<String> parts) {
    enum Kind {
        HEADING,
        TEXT,
        LIST,
        TABLE,
        CODE
    }

    Block {
        parts = List.copyOf(parts);
    }

    /** The level of a heading, 1 to 6. */
    int level() {
        int level = 0;
        while (level < source.length() && source.charAt(level) == '#') {
            level++;
        }
        return level;
    }
}
