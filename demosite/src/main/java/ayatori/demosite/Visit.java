package ayatori.demosite;

/**
 * What a route knows about a request.
 *
 * @param path the path, percent-decoded
 * @param query the raw query, empty where there is none
 * @param count how often this URL has been requested, including this time
 */
record Visit(String path, String query, int count) {}
