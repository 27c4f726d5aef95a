package ayatori.crawler;

/**
 * Why a request got no answer.
 *
 * @param kind a stable name, such as {@code timeout} or {@code unknown-host}
 * @param message one sentence for people
 */
public record PageError(String kind, String message) {}
