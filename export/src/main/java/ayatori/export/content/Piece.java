package ayatori.export.content;

import java.util.ArrayList;
import java.util.List;

/**
 * A block, or a part of one that is too large for a chunk: a row, an item, a line of code, a sentence.
 *
 * @param block the number of its block; parts of the same block are joined
 * @param kind what the block is
 * @param text the Markdown
 * @param open what comes before the first part in a chunk, such as the head of a table
 * @param close what comes after the last part, such as a fence
 * @param glue what joins parts of the block
 * @param tokens those of the text, and one for what separates it
 * @param frame those of {@code open} and {@code close}
 */
record Piece(int block, Block.Kind kind, String text, String open, String close, String glue, int tokens, int frame) {
    private static Piece of(int number, Block block, String text, String open, String close, String glue) {
        return new Piece(
                number,
                block.kind(),
                text,
                open,
                close,
                glue,
                Tokens.count(text) + 1,
                Tokens.count(open) + Tokens.count(close));
    }

    /** The pieces of a block, each of which fits a chunk of {@code tokensMax} tokens, its frame too. */
    static List<Piece> of(int number, Block block, int tokensMax) {
        if (Tokens.count(block.source()) + 1 <= tokensMax) {
            return List.of(of(number, block, block.source(), "", "", "\n\n"));
        }
        return switch (block.kind()) {
            case LIST -> list(number, block, tokensMax);
            case TABLE -> table(number, block, tokensMax);
            case CODE -> code(number, block, tokensMax);
            case TEXT, HEADING -> {
                String glue = block.source().indexOf('\n') < 0 ? " " : "\n";
                yield split(number, block, block.source(), "", "", glue, tokensMax);
            }
        };
    }

    private static List<Piece> split(
            int number, Block block, String text, String open, String close, String glue, int tokensMax) {
        int room = tokensMax - 2 - Tokens.count(open) - Tokens.count(close);
        return TextSplitter.split(text, room).stream()
                .map(part -> of(number, block, part, open, close, glue))
                .toList();
    }

    private static List<Piece> list(int number, Block block, int tokensMax) {
        List<Piece> pieces = new ArrayList<>();
        for (String item : block.parts()) {
            if (Tokens.count(item) + 2 <= tokensMax) {
                pieces.add(of(number, block, item, "", "", "\n"));
            } else {
                pieces.addAll(split(number, block, item, "", "", "\n", tokensMax));
            }
        }
        return pieces;
    }

    /** Rows below the head, which each chunk has; without it if it takes half of a chunk. */
    private static List<Piece> table(int number, Block block, int tokensMax) {
        List<String> lines = block.source().lines().toList();
        String head = lines.size() < 3 ? "" : lines.get(0) + "\n" + lines.get(1) + "\n";
        int headTokens = Tokens.count(head);
        boolean hasHead = !head.isEmpty() && headTokens <= tokensMax / 2;
        List<Piece> pieces = new ArrayList<>();
        for (String row : hasHead ? lines.subList(2, lines.size()) : lines) {
            if (hasHead && Tokens.count(row) + headTokens + 2 <= tokensMax) {
                pieces.add(of(number, block, row, head, "", "\n"));
            } else {
                pieces.addAll(split(number, block, row, "", "", "\n", tokensMax));
            }
        }
        return pieces;
    }

    /** Lines between fences. */
    private static List<Piece> code(int number, Block block, int tokensMax) {
        List<String> lines = block.source().lines().toList();
        String first = lines.getFirst();
        String fence = first.substring(
                0, first.length() - first.replaceFirst("^`+", "").length());
        String open = first + "\n";
        String close = "\n" + fence;
        boolean fits = !fence.isEmpty() && Tokens.count(open) + Tokens.count(close) <= tokensMax / 2;
        if (!fits || lines.size() < 3) {
            return split(number, block, block.source(), "", "", "\n", tokensMax);
        }
        int room = tokensMax - 2 - Tokens.count(open) - Tokens.count(close);
        List<Piece> pieces = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            if (Tokens.count(line) <= room) {
                pieces.add(of(number, block, line, open, close, "\n"));
            } else {
                pieces.addAll(split(number, block, line, open, close, "\n", tokensMax));
            }
        }
        return pieces;
    }

    /** The Markdown of some pieces. */
    static String join(List<Piece> pieces) {
        var text = new StringBuilder();
        for (int at = 0; at < pieces.size(); at++) {
            Piece piece = pieces.get(at);
            boolean continues = at > 0 && piece.joins(pieces.get(at - 1));
            if (!continues) {
                text.append(at > 0 ? "\n\n" : "").append(piece.open);
            } else {
                text.append(piece.glue);
            }
            text.append(piece.text);
            if (at + 1 == pieces.size() || !pieces.get(at + 1).joins(piece)) {
                text.append(piece.close);
            }
        }
        return text.toString();
    }

    /** Whether it stands in the same frame as the piece before. */
    boolean joins(Piece before) {
        return block == before.block && open.equals(before.open);
    }

    /** What it adds to the pieces before it. */
    int added(List<Piece> before) {
        return tokens + (before.isEmpty() || !joins(before.getLast()) ? frame : 0);
    }

    /** The end of a text, of at most so many tokens; null if the text has no words to begin with. */
    Piece tail(int tokensMax) {
        String[] words = text.split("\\s+", -1);
        int from = words.length;
        int sum = 1;
        while (from > 0 && sum + Tokens.count(words[from - 1]) + 1 <= tokensMax) {
            sum += Tokens.count(words[--from]) + 1;
        }
        String end = String.join(" ", List.of(words).subList(from, words.length));
        return new Piece(block, kind, end, open, close, glue, Tokens.count(end) + 1, frame);
    }
}
