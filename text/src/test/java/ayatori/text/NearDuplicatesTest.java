package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NearDuplicatesTest {
    private static String text(int words, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < words; at++) {
            text.append("word").append(random.nextInt(5000)).append(' ');
        }
        return text.toString();
    }

    @Test
    void isNearForTextsThatDifferInFewWords() {
        String text = text(1000, 1);
        long hash = SimHash.of(text);
        assertThat(SimHash.of(text.toUpperCase(java.util.Locale.ROOT).replace(" ", ",  ")))
                .isEqualTo(hash);
        assertThat(SimHash.distance(hash, SimHash.of(text + "one more sentence")))
                .isLessThanOrEqualTo(3);
        assertThat(SimHash.distance(hash, SimHash.of(text(1000, 2)))).isGreaterThan(15);
        assertThat(SimHash.of("... !")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7})
    void findsAllThatAreNear(int distance) {
        Random random = new Random(distance);
        long[] hashes = random.longs(400).toArray();
        for (int at = 200; at < 400; at++) {
            long near = hashes[at - 200];
            for (int bit = 0; bit < random.nextInt(distance + 2); bit++) {
                near ^= 1L << random.nextInt(64);
            }
            hashes[at] = near;
        }
        int[] groups = NearDuplicates.groups(hashes, distance);
        for (int one = 0; one < hashes.length; one++) {
            for (int other = 0; other < one; other++) {
                if (SimHash.distance(hashes[one], hashes[other]) <= distance) {
                    assertThat(groups[one]).isEqualTo(groups[other]);
                }
            }
            assertThat(groups[one]).isLessThanOrEqualTo(one);
        }
        assertThat(Arrays.stream(groups).distinct().count()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void takesSecondsForAHundredThousand() {
        long[] random = new Random(1).longs(100_000).toArray();
        long[] alike = Arrays.stream(random).map(hash -> hash & 0xFFFF_FFFFL).toArray();
        long[] same = new long[100_000];
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
            NearDuplicates.groups(random, 3);
            NearDuplicates.groups(alike, 3);
            assertThat(NearDuplicates.groups(same, 3)).containsOnly(0);
        });
    }

    @Test
    void refusesADistanceThatBlocksCannotFind() {
        assertThatIllegalArgumentException().isThrownBy(() -> NearDuplicates.groups(new long[0], 8));
    }
}
