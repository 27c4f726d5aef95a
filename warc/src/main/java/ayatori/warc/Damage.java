package ayatori.warc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is wrong with a file, in sentences: the first few places, and how many more there are. */
final class Damage implements Consumer<String> {
    private static final int DESCRIBED_MAX = 10;

    private final Path path;
    private final List<String> described = new ArrayList<>();
    private int others;

    Damage(Path path) {
        this.path = path;
    }

    @Override
    public void accept(String sentence) {
        if (described.size() < DESCRIBED_MAX) {
            described.add(sentence);
        } else {
            others++;
        }
    }

    List<String> sentences() {
        List<String> all = new ArrayList<>(described);
        if (others > 0) {
            all.add("The WARC file " + path + " is damaged in " + others
                    + (others == 1 ? " more place." : " more places."));
        }
        return all;
    }
}
