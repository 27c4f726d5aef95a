package ayatori.export.content;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits text into pieces of a bounded number of tokens: between lines, else sentences, else words, else characters. */
final class TextSplitter {
    /** Text beyond this length is split without regard to sentences, whose rules are slow. */
    private static final int SENTENCE_CHARS_MAX = 20_000;

    private TextSplitter() {}

    /** Pieces that are not blank, of at most {@code tokensMax} tokens each. */
    static List<String> split(String text, int tokensMax) {
        List<String> pieces = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            if (Tokens.count(line) <= tokensMax) {
                pieces.add(line);
            } else {
                sentences(line, tokensMax, pieces);
            }
        }
        return pieces;
    }

    private static void sentences(String line, int tokensMax, List<String> pieces) {
        if (line.length() > SENTENCE_CHARS_MAX) {
            words(line, tokensMax, pieces);
            return;
        }
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(line);
        int start = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE; start = end, end = ends.next()) {
            String sentence = line.substring(start, end).strip();
            if (Tokens.count(sentence) <= tokensMax) {
                if (!sentence.isEmpty()) {
                    pieces.add(sentence);
                }
            } else {
                words(sentence, tokensMax, pieces);
            }
        }
    }

    /** As many words a piece as fit; a word that is too long is split anywhere. */
    private static void words(String sentence, int tokensMax, List<String> pieces) {
        var piece = new StringBuilder();
        int tokens = 0;
        for (String word : sentence.split("\\s+", -1)) {
            int more = Tokens.count(word) + 1;
            if (tokens + more > tokensMax && !piece.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
                tokens = 0;
            }
            if (more > tokensMax) {
                characters(word, tokensMax, pieces);
            } else if (!word.isEmpty()) {
                piece.append(piece.isEmpty() ? "" : " ").append(word);
                tokens += more;
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
    }

    /** A character is at most one token. */
    private static void characters(String word, int tokensMax, List<String> pieces) {
        for (int start = 0; start < word.length(); ) {
            int end = Math.min(word.length(), start + Math.max(tokensMax, 2));
            if (end < word.length() && Character.isHighSurrogate(word.charAt(end - 1))) {
                end--;
            }
            pieces.add(word.substring(start, end));
            start = end;
        }
    }
}
