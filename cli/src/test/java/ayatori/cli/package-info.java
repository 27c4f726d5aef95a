/** Tests of the program against crawls that follow a script. */
@NullMarked
package ayatori.cli;

import org.jspecify.annotations.NullMarked;
