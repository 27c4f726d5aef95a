package ayatori.crawler.engine;

/** The product token of a User-Agent (RFC 9110 section 10.1.5): what robots.txt and robots directives call us by. */
final class Product {
    private Product() {}

    static String of(String userAgent) {
        int end = 0;
        while (end < userAgent.length() && "/ (".indexOf(userAgent.charAt(end)) < 0) {
            end++;
        }
        return userAgent.substring(0, end);
    }
}
