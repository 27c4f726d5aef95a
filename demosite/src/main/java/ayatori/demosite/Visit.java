package ayatori.demosite;

/**
 * What a route is told of a request.
 *
 * @param path the path, percent-decoded
 * @param query the raw query, empty where there is none
 * @param count how often this URL has been asked for, this time included
 */
record Visit(String path, String query, int count) {}
