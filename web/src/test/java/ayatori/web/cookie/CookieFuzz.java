package ayatori.web.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Nothing a server sets can break the request that the cookie goes into, or reach another site. */
public final class CookieFuzz {
    private static final Url SETTER = Objects.requireNonNull(Url.tryParse("https://a.example.co.uk/x/y"));
    private static final List<Url> STRANGERS = List.of(
            Objects.requireNonNull(Url.tryParse("https://b.example.org/x/y")),
            Objects.requireNonNull(Url.tryParse("https://other.co.uk/x/y")));

    private CookieFuzz() {}

    /** Sets {@code line}, and reads it as a line of a cookie file. */
    public static void fuzzerTestOneInput(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        CookieJar jar = CookieJar.create(() -> Instant.EPOCH);
        jar.store(SETTER, text);
        String header = jar.header(SETTER);
        if (header != null) {
            assertThat(header).doesNotContainPattern("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
        }
        assertThat(STRANGERS).allMatch(stranger -> jar.header(stranger) == null);
        try {
            jar.addNetscape(text);
        } catch (IllegalArgumentException e) {
            // The file is the user's, not a server's: its errors are reported.
            assertThat(e).hasMessageContaining("cookie");
        }
    }
}
