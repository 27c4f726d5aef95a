package ayatori.export.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChunkerTest {
    private static final String SENTENCE = "The lake lies between two hills and is clear. ";

    private static List<Chunk> chunks(String markdown, int tokens, int overlap, String... anchors) {
        return Chunker.chunks(new MarkdownBlocks().parse(markdown, List.of(anchors)), tokens, overlap);
    }

    @Test
    void aSectionThatFitsIsOneChunkWithTheSectionsWithin() {
        String markdown = "# Lake\n\nText.\n\n## North\n\nMore.";
        assertThat(chunks(markdown, 100, 0, "lake", "north"))
                .containsExactly(new Chunk(List.of("Lake"), "lake", markdown));
    }

    @Test
    void aSectionThatDoesNotFitIsSplitAlongItsHeadings() {
        String lake = "# Lake\n\n" + SENTENCE.repeat(6).strip();
        String north = "## The *north* `x`\n\n" + SENTENCE.repeat(7).strip() + "\n\n### Bank\n\nSand.";
        String south = "## South\n\n> # Said\n\nRock.";
        List<Chunk> chunks = chunks(lake + "\n\n" + north + "\n\n" + south, 140, 0, "a", "b", "", "c", "d");
        assertThat(chunks)
                .containsExactly(
                        new Chunk(List.of("Lake"), "a", lake),
                        new Chunk(List.of("Lake", "The north x"), "b", north),
                        new Chunk(List.of("Lake", "South"), "c", south));
    }

    @Test
    void anchorsOfAnotherNumberOfHeadingsAreIgnored() {
        assertThat(chunks("# Lake\n\nText.", 100, 0, "a", "b"))
                .extracting(Chunk::anchor)
                .containsExactly("");
    }

    @Test
    void aTableIsSplitBetweenRowsAndEachPartHasTheHead() {
        String table = "| Name | Depth |\n| --- | --- |\n" + "| Lake Anna | 12 m |\n".repeat(40);
        List<Chunk> chunks = chunks("# Lakes\n\n" + table, 100, 0);
        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk ->
                        assertThat(chunk.text()).contains("| Name | Depth |\n| --- | --- |\n| Lake Anna | 12 m |"));
        assertThat(chunks.getFirst().text()).startsWith("# Lakes\n\n| Name");
        assertThat(count(chunks, "Lake Anna")).isEqualTo(40);
    }

    @Test
    void codeIsSplitBetweenLinesAndEachPartHasTheFences() {
        var code = new StringBuilder("````java\n");
        for (int line = 0; line < 60; line++) {
            code.append("    int line")
                    .append(line)
                    .append(" = ")
                    .append(line)
                    .append(";\n")
                    .append(line % 9 == 0 ? "\n" : "");
        }
        List<Chunk> chunks = chunks(code + "````", 100, 0);
        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk ->
                        assertThat(chunk.text()).startsWith("````java\n").endsWith("\n````"));
        assertThat(count(chunks, "    int line")).isEqualTo(60);
    }

    @Test
    void aListIsSplitBetweenItems() {
        List<Chunk> chunks = chunks("- One item that is not short\n  - nested\n".repeat(40), 100, 0);
        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk -> assertThat(chunk.text()).startsWith("- One item that is not short\n  - nested"));
        assertThat(count(chunks, "nested")).isEqualTo(40);
    }

    @Test
    void aParagraphIsSplitBetweenSentencesAndTheEndIsRepeatedOnRequest() {
        var text = new StringBuilder();
        for (int sentence = 0; sentence < 40; sentence++) {
            text.append("Number ").append(sentence).append(" of the sentences. ");
        }
        List<Chunk> apart = chunks(text.toString(), 80, 0);
        assertThat(count(apart, "Number")).isEqualTo(40);
        List<Chunk> overlapping = chunks(text.toString(), 80, 20);
        for (int at = 1; at < overlapping.size(); at++) {
            String first = overlapping.get(at).text().split("\\. ", 2)[0];
            assertThat(overlapping.get(at - 1).text()).contains(first);
        }
        assertThat(count(overlapping, "Number")).isGreaterThan(45);
    }

    @Test
    void aPathHasNoMarksOfPermalinks() {
        assertThat(chunks("# The `lake`¶\n\nText.", 100, 0))
                .extracting(Chunk::path)
                .containsExactly(List.of("The lake"));
    }

    @Test
    void aPageOfHeadingsHasNoChunk() {
        assertThat(chunks("# A\n\n## B\n\n## C", 100, 0)).isEmpty();
    }

    /** Any blocks in any order: no chunk is too large, and no word is lost. */
    @Test
    void noChunkIsTooLargeAndNothingIsLost() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            List<String> blocks = new ArrayList<>();
            int words = 0;
            for (int count = 1 + random.nextInt(12); count > 0; count--) {
                int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 30);
                words += size;
                blocks.add(
                        switch (random.nextInt(6)) {
                            case 0 ->
                                "#".repeat(1 + random.nextInt(6)) + " "
                                        + "wordw ".repeat(size).strip() + "\n\nwordw.";
                            case 1 ->
                                "| wordw |\n| --- |\n"
                                        + "| wordw |\n".repeat(size).strip();
                            case 2 -> "```\n" + "wordw\n".repeat(size).strip() + "\n```";
                            case 3 -> "- wordw\n".repeat(size).strip();
                            case 4 -> "> wordw\n".repeat(size).strip();
                            default -> "wordw, ".repeat(size).strip();
                        });
                words += blocks.getLast().startsWith("#") || blocks.getLast().startsWith("|") ? 1 : 0;
            }
            int overlap = random.nextInt(32);
            List<Chunk> chunks = chunks(String.join("\n\n", blocks), 64, overlap);
            assertThat(chunks)
                    .as("seed %d", seed)
                    .allSatisfy(chunk -> assertThat(Tokens.count(chunk.text())).isLessThanOrEqualTo(64));
            if (blocks.stream().noneMatch(block -> block.startsWith("#"))) {
                assertThat(count(chunks, "wordw")).as("seed %d", seed).isGreaterThanOrEqualTo(words);
            }
        }
    }

    @Test
    void tokensAreCountedByLettersDigitsAndMarks() {
        assertThat(Tokens.count("")).isZero();
        assertThat(Tokens.count("The lake")).isEqualTo(2);
        assertThat(Tokens.count("internationalization")).isEqualTo(4);
        assertThat(Tokens.count("12345")).isEqualTo(2);
        assertThat(Tokens.count("湖水")).isEqualTo(2);
        assertThat(Tokens.count("озеро")).isEqualTo(2);
        assertThat(Tokens.count("a\n\nb   c")).isEqualTo(5);
        assertThat(Tokens.count("| --- |")).isEqualTo(4);
    }

    private static int count(List<Chunk> chunks, String word) {
        return chunks.stream()
                .mapToInt(chunk -> chunk.text().split(word, -1).length - 1)
                .sum();
    }
}
