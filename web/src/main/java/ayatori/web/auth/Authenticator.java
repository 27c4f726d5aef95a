package ayatori.web.auth;

import ayatori.web.url.Url;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers authentication challenges with the credentials of a keyring, and sends credentials at once to servers that have
 * asked before. For the tasks of one loop.
 *
 * {@snippet :
 * // given: Keyring keys, Url url, List<String> challenges
 * var authenticator = new Authenticator(keys);
 * String first = authenticator.beforehand("GET", url);
 * // 401, WWW-Authenticate: Digest realm="cave", nonce="..."
 * String second = authenticator.answer("GET", url, challenges, first);
 * }
 *
 * <p>Tokens are sent at once. Passwords wait for a challenge, so that a server that supports Digest never sees the
 * password; of several challenges the strongest is answered. Refused credentials are not sent again, unless Digest's
 * nonce was stale.
 */
public final class Authenticator {
    /** The challenges of this many origins are kept, those used last. */
    private static final int ORIGINS_MAX = 1000;

    /** The protection space of an origin: Basic, or Digest. */
    private record Space(Credentials.Password who, @Nullable Digest digest) {}

    private final Keyring keys;
    private final Supplier<String> cnonces;
    private final LinkedHashMap<String, Space> spaces = new LinkedHashMap<>(16, 0.75f, true);

    /** Answers with the credentials of {@code keys}. */
    public Authenticator(Keyring keys) {
        this(keys, Authenticator::secureCnonce);
    }

    Authenticator(Keyring keys, Supplier<String> cnonces) {
        this.keys = keys;
        this.cnonces = cnonces;
    }

    /** The Authorization field of a request that has not been refused yet; null for none. */
    public @Nullable String beforehand(String method, Url url) {
        Credentials credentials = keys.of(url);
        if (credentials instanceof Credentials.Bearer(String token)) {
            return "Bearer " + token;
        }
        Space space = credentials == null ? null : spaces.get(url.origin());
        return space == null || !space.who.equals(credentials) ? null : authorization(space, method, url);
    }

    /**
     * The Authorization field with which to repeat a request that was answered by 401; null if repeating is pointless.
     *
     * @param challenges the WWW-Authenticate fields
     * @param refused the Authorization field it was sent with; null for none
     */
    public @Nullable String answer(String method, Url url, List<String> challenges, @Nullable String refused) {
        if (!(keys.of(url) instanceof Credentials.Password who)) {
            return null;
        }
        boolean basic = false;
        Digest strongest = null;
        for (Challenge challenge : Challenge.parse(challenges)) {
            basic |= challenge.scheme().equals("basic");
            Digest digest = Digest.of(challenge);
            if (digest != null && (strongest == null || digest.strength() > strongest.strength())) {
                strongest = digest;
            }
        }
        if (strongest == null && !basic) {
            return null;
        }
        boolean repeated = strongest == null
                ? who.basic().equals(refused)
                : refused != null && refused.contains("nonce=\"" + strongest.nonce() + "\"");
        if (repeated) {
            spaces.remove(url.origin());
            return null;
        }
        var space = new Space(who, strongest);
        spaces.put(url.origin(), space);
        if (spaces.size() > ORIGINS_MAX) {
            spaces.pollFirstEntry();
        }
        return authorization(space, method, url);
    }

    private String authorization(Space space, String method, Url url) {
        return space.digest == null
                ? space.who.basic()
                : space.digest.authorization(space.who, method, url.pathAndQuery(), cnonces.get());
    }

    private static String secureCnonce() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
