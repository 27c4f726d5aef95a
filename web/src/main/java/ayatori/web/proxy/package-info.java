/**
 * Proxies: which one a request goes through, if any, as the user or the environment says. How it is spoken to is
 * {@code ayatori.web.http}'s.
 */
@NullMarked
package ayatori.web.proxy;

import org.jspecify.annotations.NullMarked;
