package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Broken pages have the same links and title as in the tree of jfiveparse, which follows the standard. All differences are of one
 * kind: {@code <math>} was inserted and never closed, so the rest of the page is MathML, its {@code a} elements too.
 */
final class MutatedPagesAgreementTest {
    private static final int MUTATIONS = 10_000;

    private static final double DIFFERENT_MAX = 0.003;

    @Test
    void linksAndTitlesAreThoseOfJfiveparse() throws IOException {
        List<RealPage> pages = RealPage.all();
        int withMathLinks = 0;
        List<String> unexplained = new ArrayList<>();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] page = MutatedPagesTest.mutate(
                    pages.get(random.nextInt(pages.size())).body(), random);
            PageFacts ours = PageFacts.ofScanner(page);
            PageFacts theirs = PageFacts.ofJfiveparse(new String(page, StandardCharsets.UTF_8));
            if (!ours.difference(theirs).isEmpty()) {
                withMathLinks++;
                String difference = ours.difference(theirs.withMathLinks());
                if (!difference.isEmpty()) {
                    unexplained.add("seed " + seed + ": " + difference);
                }
            }
        }
        System.out.println("mutated pages read otherwise than by jfiveparse: " + withMathLinks + " of " + MUTATIONS);
        assertThat(unexplained).isEmpty();
        assertThat(withMathLinks).isLessThan((int) (MUTATIONS * DIFFERENT_MAX));
    }
}
