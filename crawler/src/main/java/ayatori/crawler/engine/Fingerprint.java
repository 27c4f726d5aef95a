package ayatori.crawler.engine;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/** The identity of a URL: XXH3's 128 bits over its canonical bytes. Two of a billion URLs collide once in 10^20 crawls. */
final class Fingerprint {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private Fingerprint() {}

    static HashValue128 of(byte[] bytes, int offset, int length) {
        return XXH3.hashBytesTo128Bits(bytes, offset, length);
    }
}
