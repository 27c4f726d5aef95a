/**
 * What is broken on a site: {@link ayatori.check.SiteCheck} reads the folder of a crawl that was made with {@code --links full}
 * and gives findings. It fetches nothing.
 *
 * <p>{@link ayatori.check.ask} says what else is to be asked for. {@link ayatori.check.format} writes findings for other programs.
 */
@NullMarked
package ayatori.check;

import org.jspecify.annotations.NullMarked;
