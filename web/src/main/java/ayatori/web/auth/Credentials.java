package ayatori.web.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Credentials for a server. {@code toString()} leaves the secret out.
 *
 * {@snippet :
 * Credentials me = Credentials.password("aladdin", "open sesame");
 * Credentials program = Credentials.bearer("mF_9.B5f-4.1JqM");
 * }
 */
public sealed interface Credentials {
    /**
     * A name and a password, for Basic and Digest.
     *
     * @throws IllegalArgumentException if one has a control character, or the name a colon, which Basic cannot carry
     */
    static Credentials password(String user, String password) {
        return new Password(user, password);
    }

    /**
     * A bearer token, such as one of OAuth, sent with every request (RFC 6750).
     *
     * @throws IllegalArgumentException if it is not a token
     */
    static Credentials bearer(String token) {
        return new Bearer(token);
    }

    /** A name and a password. */
    record Password(String user, String password) implements Credentials {
        /** Checks that it can be sent. */
        public Password {
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user name cannot have a colon");
            }
            if ((user + password).chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a user name or password has a control character");
            }
        }

        /** The Authorization or Proxy-Authorization field of Basic (RFC 7617 section 2). */
        public String basic() {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return user + ":(secret)";
        }
    }

    /** A token. */
    record Bearer(String token) implements Credentials {
        /** Checks that it can be sent. */
        public Bearer {
            if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
                throw new IllegalArgumentException(
                        "a Bearer token is made of letters, digits and -._~+/, with = at its end");
            }
        }

        @Override
        public String toString() {
            return "Bearer (secret)";
        }
    }
}
