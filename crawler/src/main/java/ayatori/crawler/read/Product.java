package ayatori.crawler.read;

/** The product token of a User-Agent (RFC 9110 section 10.1.5): our name in robots.txt and in robots directives. */
public final class Product {
    private Product() {}

    /** The product token at the start of a User-Agent. */
    public static String of(String userAgent) {
        int end = 0;
        while (end < userAgent.length() && "/ (".indexOf(userAgent.charAt(end)) < 0) {
            end++;
        }
        return userAgent.substring(0, end);
    }
}
