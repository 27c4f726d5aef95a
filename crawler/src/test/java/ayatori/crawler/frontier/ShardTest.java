package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {
    /** A shard that changes would send a host to another process than the one that has its queue. */
    @ParameterizedTest
    @CsvSource({
        "example.com, 1, 0",
        "example.com, 16, 3",
        "example.com, 1000, 347",
        "example.co.uk, 1000, 211",
        "user.github.io, 1000, 218",
        "127.0.0.1, 1000, 964",
        "[2001:db8::1], 1000, 142",
        "localhost, 1000, 747",
    })
    void vectors(String host, int shards, int shard) {
        assertThat(Shard.of(host, shards)).isEqualTo(shard);
    }

    @Test
    void allNamesOfADomainAreInOneShard() {
        int shard = Shard.of("example.co.uk", 1_000);
        assertThat(Shard.of("www.example.co.uk", 1_000)).isEqualTo(shard);
        assertThat(Shard.of("a.b.example.co.uk.", 1_000)).isEqualTo(shard);
        assertThat(Shard.of("other.co.uk", 1_000)).isNotEqualTo(shard);
        assertThat(Shard.of("a.github.io", 1_000)).isNotEqualTo(Shard.of("b.github.io", 1_000));
        assertThat(Shard.of("127.0.0.1", 1_000)).isNotEqualTo(Shard.of("127.0.0.2", 1_000));
    }

    @Test
    void refusesToShareAmongNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.of("example.com", 0));
    }
}
