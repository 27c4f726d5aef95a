package ayatori.text;

import java.util.ArrayList;
import java.util.List;

/** The items of a list. It is tight, without blank lines, if each item is one block, or a block and a list. */
final class MarkdownList {
    private final boolean ordered;
    private int number;
    private final List<List<String>> items = new ArrayList<>();

    MarkdownList(boolean ordered, int number) {
        this.ordered = ordered;
        this.number = number;
    }

    /** Adds an item of these blocks, unless there are none. */
    void add(List<String> item) {
        if (!item.isEmpty()) {
            items.add(new ArrayList<>(item));
        }
    }

    /** Adds blocks to the last item: a list that stands between items belongs to the one before it. */
    void addToLast(List<String> blocks) {
        if (items.isEmpty()) {
            add(blocks);
        } else {
            items.getLast().addAll(blocks);
        }
    }

    /** Ends the list. One that stands directly after another is kept apart from it by a comment. */
    void endTo(List<String> blocks) {
        endTo(blocks, false);
    }

    /** Ends the list, which may go on with the items of the list before it. */
    void endTo(List<String> blocks, boolean goesOn) {
        if (items.isEmpty()) {
            return;
        }
        boolean tight = true;
        List<String> texts = new ArrayList<>();
        for (List<String> item : items) {
            String marker = ordered ? number++ + ". " : "- ";
            boolean sublist = item.size() == 2 && isList(item.get(1)) && !isList(item.get(0));
            tight &= item.size() == 1 || sublist;
            String text = sublist ? item.get(0) + "\n" + item.get(1) : String.join("\n\n", item);
            texts.add(prefixed(text, marker, " ".repeat(marker.length())));
        }
        if (!goesOn && !blocks.isEmpty() && isList(blocks.getLast())) {
            blocks.add("<!-- -->");
        }
        blocks.add(String.join(tight ? "\n" : "\n\n", texts));
    }

    private static boolean isList(String block) {
        int digits = 0;
        while (digits < block.length() && Character.isDigit(block.charAt(digits))) {
            digits++;
        }
        return block.startsWith("- ") || (digits > 0 && block.startsWith(". ", digits));
    }

    /** A block with a prefix before its first line, and another before all others. */
    static String prefixed(String text, String first, String others) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(first);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            out.append(letter);
            if (letter == '\n' && at + 1 < text.length()) {
                boolean blank = text.charAt(at + 1) == '\n';
                out.append(blank ? others.stripTrailing() : others);
            }
        }
        return out.toString();
    }
}
