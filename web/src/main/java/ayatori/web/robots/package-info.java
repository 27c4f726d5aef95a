/** What sites ask of crawlers: robots.txt, {@code <meta name=robots>} and {@code X-Robots-Tag}. */
@NullMarked
package ayatori.web.robots;

import org.jspecify.annotations.NullMarked;
