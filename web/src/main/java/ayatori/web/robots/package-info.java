/**
 * What sites ask of crawlers: robots.txt, {@code <meta name=robots>} and {@code X-Robots-Tag}.
 *
 * <p>The caller fetches robots.txt: it requests {@code /robots.txt}, follows at least five redirects, and passes status and
 * body to {@link ayatori.web.robots.RobotsRules#forStatus}. The rules then answer for every URL of that host whether it may be
 * fetched, and tell how long to wait between two requests.
 */
@NullMarked
package ayatori.web.robots;

import org.jspecify.annotations.NullMarked;
