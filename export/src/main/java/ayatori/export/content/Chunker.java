package ayatori.export.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes chunks of a page, along its headings: a section that fits with all sections within is one chunk; otherwise its own blocks and
 * each section within are chunks of their own. Blocks that do not fit are split between items, rows, lines or sentences.
 */
final class Chunker {
    private final int tokensMax;
    private final int overlap;
    private final List<Chunk> chunks = new ArrayList<>();

    private Chunker(int tokensMax, int overlap) {
        this.tokensMax = tokensMax;
        this.overlap = overlap;
    }

    /**
     * The chunks of a page, in page order.
     *
     * @param tokensMax the most {@linkplain Tokens tokens} of a chunk
     * @param overlap how many tokens of the chunk before may be repeated where a section is split
     */
    static List<Chunk> chunks(MarkdownBlocks.Parsed page, int tokensMax, int overlap) {
        var chunker = new Chunker(tokensMax, overlap);
        chunker.visit(Section.of(page));
        return chunker.chunks;
    }

    private void visit(Section section) {
        if (!section.hasContent()) {
            return;
        }
        if (section.blocks.isEmpty() && section.sections.size() == 1) {
            visit(section.sections.getFirst());
            return;
        }
        if (section.tokens <= tokensMax) {
            chunks.add(new Chunk(section.path, section.anchor, section.markdown()));
            return;
        }
        List<Piece> pieces = new ArrayList<>();
        for (int number = 0; number < section.blocks.size(); number++) {
            pieces.addAll(Piece.of(number, section.blocks.get(number), tokensMax));
        }
        pack(section, pieces);
        section.sections.forEach(this::visit);
    }

    private void pack(Section section, List<Piece> pieces) {
        List<Piece> open = new ArrayList<>();
        int tokens = 0;
        int repeated = 0;
        for (Piece piece : pieces) {
            if (tokens + piece.added(open) > tokensMax) {
                add(section, open, repeated);
                open = repeated(open, tokensMax - piece.tokens() - piece.frame());
                repeated = open.size();
                tokens = tokens(open);
            }
            tokens += piece.added(open);
            open.add(piece);
        }
        add(section, open, repeated);
    }

    /** The end of a chunk, as far as it is repeated in the next. */
    private List<Piece> repeated(List<Piece> chunk, int room) {
        int tokensLeft = Math.min(overlap, room);
        List<Piece> end = new ArrayList<>();
        for (int at = chunk.size() - 1; at >= 0; at--) {
            Piece piece = chunk.get(at);
            tokensLeft -= piece.tokens() + piece.frame();
            if (tokensLeft < 0 || piece.kind() == Block.Kind.HEADING) {
                break;
            }
            end.addFirst(piece);
        }
        if (end.isEmpty() && !chunk.isEmpty() && chunk.getLast().kind() == Block.Kind.TEXT) {
            Piece tail = chunk.getLast().tail(Math.min(overlap, room));
            return tail.text().isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(tail));
        }
        return end;
    }

    private static int tokens(List<Piece> pieces) {
        int tokens = 0;
        for (int at = 0; at < pieces.size(); at++) {
            tokens += pieces.get(at).added(pieces.subList(0, at));
        }
        return tokens;
    }

    /** Adds a chunk, unless it would hold nothing but a heading or what the chunk before ended with. */
    private void add(Section section, List<Piece> pieces, int repeated) {
        boolean hasContent = pieces.stream()
                .skip(repeated)
                .anyMatch(piece ->
                        piece.kind() != Block.Kind.HEADING && !piece.text().isBlank());
        if (hasContent) {
            chunks.add(new Chunk(section.path, section.anchor, Piece.join(pieces)));
        }
    }
}
