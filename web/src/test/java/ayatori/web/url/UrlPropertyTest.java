package ayatori.web.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of every input. A failure shows the seed and the input. */
class UrlPropertyTest {
    private static final int ROUNDS = 20_000;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSerializedUrlParsesToItself(long seed) {
        RandomGenerator random = random(seed);
        int urls = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String input = UrlInputs.text(random);
            Url url = UrlInputs.base(random).tryResolve(input);
            if (url != null) {
                urls++;
                assertThat(Url.tryParse(url.href())).as(input).isEqualTo(url);
                Url withoutFragment = url.withoutFragment();
                assertThat(Url.tryParse(withoutFragment.href())).as(input).isEqualTo(withoutFragment);
            }
        }
        assertThat(urls).isGreaterThan(ROUNDS / 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aUrlIsPrintableAsciiWithoutSpaces(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String input = UrlInputs.text(random);
            Url url = UrlInputs.base(random).tryResolve(input);
            if (url != null && !url.hasOpaquePath()) {
                assertThat(url.href().chars()).as(input).allMatch(c -> c > ' ' && c < 0x7F);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void otherTextIsRefusedWithASentence(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = UrlInputs.mutated(random, UrlInputs.text(random));
            String input = new String(bytes, i % 2 == 0 ? UTF_8 : ISO_8859_1);
            try {
                assertThat(Url.parse(input)).isEqualTo(Url.tryParse(input));
            } catch (UrlException e) {
                assertThat(Url.tryParse(input)).as(input).isNull();
                assertThat(e.getMessage()).as(input).endsWith(".").contains(" is not a URL: ");
                assertThat(e.getMessage().codePoints()).as(input).noneMatch(Character::isISOControl);
                assertThat(e.input()).isEqualTo(input);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomCharactersNeverBreakTheParser(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            String input = (i % 3 == 0 ? "http://" : "") + new String(bytes, i % 2 == 0 ? UTF_8 : ISO_8859_1);
            Url url = UrlInputs.base(random).tryResolve(input);
            if (url != null) {
                assertThat(Url.tryParse(url.href())).as(input).isEqualTo(url);
            }
        }
    }
}
