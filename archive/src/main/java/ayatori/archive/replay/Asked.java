package ayatori.archive.replay;

import java.util.function.UnaryOperator;

/**
 * A request to the replay.
 *
 * @param method the method
 * @param target the target as the browser sent it: a path, and perhaps a query
 * @param headers gives the value of a header; empty if there is none
 */
record Asked(String method, String target, UnaryOperator<String> headers) {
    String header(String name) {
        return headers.apply(name);
    }
}
