/**
 * The HTML of a report: templates, styles and a script in resources, and what they show.
 *
 * <p>A page is one file that asks the network for nothing. A Content-Security-Policy in it forbids everything but its own styles and
 * its own script, by their hashes. Whatever came from the network is escaped by the template, or is a string in a JSON block of
 * which the script makes text.
 */
@NullMarked
package ayatori.report.html;

import org.jspecify.annotations.NullMarked;
