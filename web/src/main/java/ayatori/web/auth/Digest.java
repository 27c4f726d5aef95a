package ayatori.web.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server's Digest challenge (RFC 7616), and how often its nonce has been used. The quality of protection is {@code auth},
 * or none for servers older than RFC 2617.
 */
final class Digest {
    /** The supported hashes. */
    private static final List<String> WEAK_TO_STRONG = List.of("MD5", "SHA-256", "SHA-512-256");

    /** As received. */
    private final String realm;

    /** Decoded as UTF-8. */
    private final String realmText;

    private final String nonce;
    private final @Nullable String opaque;
    private final @Nullable String algorithm;
    private final String hash;
    private final boolean session;
    private final boolean qop;
    private final boolean userHash;
    private int uses;

    private Digest(Challenge challenge, String hash, boolean session) {
        realm = Objects.requireNonNullElse(challenge.parameter("realm"), "");
        realmText = new String(realm.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        nonce = Objects.requireNonNullElse(challenge.parameter("nonce"), "");
        opaque = challenge.parameter("opaque");
        algorithm = challenge.parameter("algorithm");
        this.hash = hash;
        this.session = session;
        qop = challenge.parameter("qop") != null;
        userHash = challenge.says("userhash", "true");
    }

    /** The Digest of {@code challenge}; null if it is another scheme, or an unsupported variant. */
    static @Nullable Digest of(Challenge challenge) {
        if (!challenge.scheme().equals("digest") || challenge.parameter("nonce") == null) {
            return null;
        }
        String qop = challenge.parameter("qop");
        if (qop != null
                && !List.of(qop.toLowerCase(Locale.ROOT).split("[ \t]*,[ \t]*", -1))
                        .contains("auth")) {
            return null;
        }
        String algorithm = Objects.requireNonNullElse(challenge.parameter("algorithm"), "MD5")
                .toUpperCase(Locale.ROOT);
        boolean session = algorithm.endsWith("-SESS");
        String hash = session ? algorithm.substring(0, algorithm.length() - 5) : algorithm;
        return WEAK_TO_STRONG.contains(hash) ? new Digest(challenge, hash, session) : null;
    }

    int strength() {
        return WEAK_TO_STRONG.indexOf(hash);
    }

    String nonce() {
        return nonce;
    }

    /**
     * The Authorization field of the next request.
     *
     * @param target the request target
     * @param cnonce the client's own nonce, for this request only
     */
    String authorization(Credentials.Password who, String method, String target, String cnonce) {
        String count = String.format(Locale.ROOT, "%08x", ++uses);
        String secret = hash(who.user() + ":" + realmText + ":" + who.password());
        if (session) {
            secret = hash(secret + ":" + nonce + ":" + cnonce);
        }
        String request = hash(method + ":" + target);
        String middle = qop ? nonce + ":" + count + ":" + cnonce + ":auth" : nonce;
        var field = new StringBuilder("Digest ");
        if (userHash) {
            field.append("username=\"")
                    .append(hash(who.user() + ":" + realmText))
                    .append('"');
        } else if (who.user().chars().allMatch(c -> c < 0x7f)) {
            field.append("username=").append(quoted(who.user()));
        } else {
            field.append("username*=UTF-8''").append(percentEncoded(who.user()));
        }
        field.append(", realm=").append(quoted(realm)).append(", nonce=").append(quoted(nonce));
        field.append(", uri=").append(quoted(target));
        field.append(", response=\"")
                .append(hash(secret + ":" + middle + ":" + request))
                .append('"');
        if (algorithm != null) {
            field.append(", algorithm=").append(session ? hash + "-sess" : hash);
        }
        if (opaque != null) {
            field.append(", opaque=").append(quoted(opaque));
        }
        if (qop) {
            field.append(", qop=auth, nc=").append(count);
        }
        if (qop || session) {
            field.append(", cnonce=").append(quoted(cnonce));
        }
        if (userHash) {
            field.append(", userhash=true");
        }
        return field.toString();
    }

    private String hash(String text) {
        try {
            var digest = MessageDigest.getInstance(hash.equals("SHA-512-256") ? "SHA-512/256" : hash);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + hash, e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String percentEncoded(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
