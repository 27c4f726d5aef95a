@NullMarked
package ayatori.archive.replay;

import org.jspecify.annotations.NullMarked;
