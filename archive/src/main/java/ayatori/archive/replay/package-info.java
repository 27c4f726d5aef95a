/**
 * Shows an archive in a browser: {@link ayatori.archive.replay.ReplayServer}.
 *
 * <p>Each archived host has a host of its own under {@code localhost}, so that paths, scripts and storage work as on the web, and
 * cannot reach the program's own pages. Pages are rewritten so that their URLs lead to such hosts. A policy (CSP) keeps the browser
 * from requesting anything else.
 */
@NullMarked
package ayatori.archive.replay;

import org.jspecify.annotations.NullMarked;
