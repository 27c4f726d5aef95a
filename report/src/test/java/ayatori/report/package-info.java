@NullMarked
package ayatori.report;

import org.jspecify.annotations.NullMarked;
