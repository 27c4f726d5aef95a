/**
 * What sites ask of crawlers: robots.txt, {@code <meta name=robots>} and {@code X-Robots-Tag}.
 *
 * <p>Fetching robots.txt is the caller's business: it asks for {@code /robots.txt}, follows at least five redirects, and
 * hands status and body to {@link ayatori.web.robots.RobotsRules#forStatus}. What comes back answers, for every URL of
 * that host, whether it may be fetched and how long to wait between two requests.
 */
@NullMarked
package ayatori.web.robots;

import org.jspecify.annotations.NullMarked;
