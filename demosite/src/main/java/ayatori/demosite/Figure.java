package ayatori.demosite;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One string figure of the catalogue.
 *
 * @param name its English name
 * @param otherName what it is called elsewhere, empty where nothing is recorded
 * @param gallery the gallery that shows it
 * @param steps how many movements make it
 */
record Figure(String name, String otherName, String gallery, int steps) {

    private static final String CATALOGUE = """
            Cradle; あやとり; Games for two; 4
            Soldier's Bed; 田んぼ; Games for two; 4
            Candles; 川; Games for two; 3
            Manger; 舟; Games for two; 4
            Diamonds; ダイヤ; Games for two; 5
            Cat's Eye; 猫の目; Games for two; 5
            Fish in a Dish; 鼓; Games for two; 6
            Clock; ; Games for two; 3
            Jacob's Ladder; 四段ばしご; Ladders and nets; 8
            Two Diamonds; 二段ばしご; Ladders and nets; 6
            Three Diamonds; 三段ばしご; Ladders and nets; 7
            Six Diamonds; 六段ばしご; Ladders and nets; 9
            Fishing Net; 網; Ladders and nets; 7
            Hammock; ハンモック; Ladders and nets; 5
            Calabash Net; ; Ladders and nets; 6
            Double Ladder; ; Ladders and nets; 8
            Turtle; 亀; Animals; 6
            Butterfly; 蝶; Animals; 5
            Two Coyotes; ; Animals; 8
            Brown Bear; ; Animals; 7
            Crab; 蟹; Animals; 6
            Mouse; ; Animals; 4
            Caribou; ; Animals; 8
            Snake; 蛇; Animals; 5
            Rabbit; 兎; Animals; 7
            Leashing of Lochiel's Dogs; ; Animals; 6
            Broom; 箒; Houses and tools; 5
            Cup and Saucer; 杯; Houses and tools; 4
            Hogan; ; Houses and tools; 5
            Apache Door; ; Houses and tools; 7
            Tent Flap; ; Houses and tools; 6
            Parachute; パラシュート; Houses and tools; 4
            Eiffel Tower; 東京タワー; Houses and tools; 4
            Bridge; 橋; Houses and tools; 3
            Saw; 鋸; Houses and tools; 4
            Bow; 弓; Houses and tools; 4
            Many Stars; ; Sky and water; 9
            Big Star; 星; Sky and water; 7
            Lightning; 稲妻; Sky and water; 5
            Storm Clouds; ; Sky and water; 7
            Rising Sun; 日の出; Sky and water; 6
            Moon Gone Dark; ; Sky and water; 6
            Waves; 波; Sky and water; 5
            River; 川の流れ; Sky and water; 4
            Mount Fuji; 富士山; Sky and water; 5
            Chrysanthemum; 菊; Sky and water; 6
            """;

    private static final List<String> HANDS = List.of("left", "right");
    private static final List<String> FINGERS = List.of("thumb", "index finger", "middle finger", "little finger");
    private static final List<String> STRINGS = List.of("near", "far", "palmar", "crossed", "lower", "upper");
    private static final List<String> MOVES =
            List.of("pick up", "hook down", "pass over", "reach under and take", "share");
    private static final List<String> ENDINGS = List.of(
            "Return to position.",
            "Release the thumbs and extend.",
            "Keep the loops low on the fingers.",
            "Turn the palms away from you and draw the string tight.",
            "Navaho the thumbs: lift the lower loop over the upper one.",
            "Nothing may slip here; go slowly.");

    /** The whole catalogue, in the order of the galleries. */
    static List<Figure> all() {
        return CATALOGUE.lines().map(Figure::parse).toList();
    }

    static Stream<String> galleries() {
        return all().stream().map(Figure::gallery).distinct();
    }

    private static Figure parse(String line) {
        String[] fields = line.split(";", -1);
        return new Figure(fields[0].strip(), fields[1].strip(), fields[2].strip(), Integer.parseInt(fields[3].strip()));
    }

    /** A name as it stands in a path: lower case, hyphens between the words. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace("'", "").replace(' ', '-');
    }

    String path() {
        return "/figures/" + slug(name) + "/";
    }

    String stepPath(int step) {
        return path() + "step/" + step;
    }

    /** What the hands do at a step: the same text for the same figure and step, always. */
    String movement(int step) {
        var choice = new SplittableRandom(name.hashCode() * 31L + step);
        var text = new StringBuilder();
        for (int sentence = 0; sentence < 3; sentence++) {
            text.append("With the %s %s, %s the %s string of the %s. "
                    .formatted(
                            pick(HANDS, choice),
                            pick(FINGERS, choice),
                            pick(MOVES, choice),
                            pick(STRINGS, choice),
                            pick(FINGERS, choice)));
        }
        return text + pick(ENDINGS, choice);
    }

    private static String pick(List<String> words, SplittableRandom choice) {
        return words.get(choice.nextInt(words.size()));
    }
}
