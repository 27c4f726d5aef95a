package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The scores must not fall below what was reached, for the whole and for each kind. */
final class EvaluationTest {
    private static final Map<String, Double> FLOORS = Map.of(
            "article", 0.945,
            "collection", 0.716,
            "documentation", 0.93,
            "forum", 0.83,
            "listing", 0.74,
            "product", 0.585,
            "service", 0.855);

    @Test
    void reachesTheScoreOfEveryKind() {
        Path suites = Suites.with("text/wcxb");
        List<Evaluation.Score> scores = Evaluation.scores(Evaluation.pages(suites));
        Map<String, List<Evaluation.Score>> kinds = scores.stream()
                .collect(Collectors.groupingBy(score -> score.page().kind()));
        assertThat(kinds.keySet()).isEqualTo(FLOORS.keySet());
        assertThat(Evaluation.f1(scores)).as("all kinds").isGreaterThan(0.87);
        kinds.forEach((kind, some) -> assertThat(Evaluation.f1(some)).as(kind).isGreaterThan(FLOORS.get(kind)));
    }

    @Test
    void reachesTheScoreOfArticles() {
        Path suites = Suites.with("text/articles");
        Suites.with("links/pages");
        assertThat(Evaluation.f1(Evaluation.scores(Evaluation.articles(suites))))
                .isGreaterThan(0.957);
    }
}
