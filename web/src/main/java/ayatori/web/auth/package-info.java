/**
 * HTTP authentication: who a client says it is, to whom, and how.
 *
 * <p>A {@link ayatori.web.auth.Keyring} holds {@link ayatori.web.auth.Credentials} by origin, so that none goes to another
 * scheme, host or port. An {@link ayatori.web.auth.Authenticator} answers a server's challenges with them: Basic (RFC 7617),
 * Digest (RFC 7616) and Bearer (RFC 6750). Nothing here shows a secret in {@code toString()} or in a message.
 */
@NullMarked
package ayatori.web.auth;

import org.jspecify.annotations.NullMarked;
