package ayatori.crawler.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BodyDigestTest {
    @Test
    void isWhatXxhsumPrints() {
        assertThat(BodyDigest.of(new byte[0])).isEqualTo("99aa06d3014798d86001c324468d497f");
    }

    @Test
    void isTheSameInParts() {
        var random = new Random(1);
        byte[] body = new byte[100_000];
        random.nextBytes(body);
        var parts = new BodyDigest();
        parts.add(body[0]);
        for (int from = 1; from < body.length; ) {
            int length = Math.min(random.nextInt(5_000), body.length - from);
            parts.add(body, from, length);
            from += length;
        }
        assertThat(parts.value()).isEqualTo(BodyDigest.of(body)).hasSize(32);
    }
}
