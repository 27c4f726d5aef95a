package ayatori.check.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class FindingKindTest {
    @Test
    void wordsStandForKinds() {
        assertThat(FindingKind.of("soft-404")).containsExactly(FindingKind.SOFT_404);
        assertThat(FindingKind.of("broken")).hasSize(4).contains(FindingKind.BROKEN_FRAGMENT);
        assertThat(FindingKind.of("redirect"))
                .containsExactlyInAnyOrder(FindingKind.REDIRECT_LOOP, FindingKind.REDIRECT_CHAIN);
        assertThat(FindingKind.of("all")).containsExactly(FindingKind.values());
        assertThat(FindingKind.of("none")).isEmpty();
        assertThat(FindingKind.of("error")).isEqualTo(FindingKind.errors());
        assertThat(FindingKind.of("warning")).containsAll(FindingKind.errors()).contains(FindingKind.MISSING_TITLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FindingKind.of("titles"))
                .withMessageContaining("'titles'");
    }
}
