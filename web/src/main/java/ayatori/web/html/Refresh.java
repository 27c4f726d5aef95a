package ayatori.web.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A page's request to load another in its place, from {@code <meta http-equiv=refresh>} or the {@code Refresh} header.
 *
 * @param seconds the delay, not negative; times longer than an {@code int} are cut down to it
 * @param url the other page as it is written, or null if the page is to load itself again
 */
public record Refresh(int seconds, @Nullable String url) {
    /** Checks that the delay is not negative. */
    public Refresh {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds must not be negative: " + seconds);
        }
    }

    /**
     * Parses a refresh by the HTML standard's shared declarative refresh steps.
     *
     * @return null if {@code value} is not a refresh
     */
    public static @Nullable Refresh parse(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        RefreshParser parser = new RefreshParser();
        return parser.parse(bytes, 0, bytes.length) ? of(parser, bytes) : null;
    }

    /**
     * The URL in a refresh, as bytes that can be resolved without decoding them.
     *
     * @param value the value of a {@code Refresh} header, as it came
     * @return null if {@code value} is not a refresh, or has no URL
     */
    public static byte @Nullable [] url(byte[] value) {
        RefreshParser parser = new RefreshParser();
        boolean hasUrl = parser.parse(value, 0, value.length) && parser.urlStart() != RefreshParser.MISSING;
        return hasUrl ? Arrays.copyOfRange(value, parser.urlStart(), parser.urlEnd()) : null;
    }

    /** What {@code parser} has just found in {@code bytes}. */
    static Refresh of(RefreshParser parser, byte[] bytes) {
        int start = parser.urlStart();
        String url = start == RefreshParser.MISSING
                ? null
                : new String(bytes, start, parser.urlEnd() - start, StandardCharsets.UTF_8);
        return new Refresh(parser.seconds(), url);
    }
}
