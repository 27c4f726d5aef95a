package ayatori.web.url;

/**
 * The validation errors that end parsing with failure (URL standard §1.1), each with a message. The
 * standard has more, but those do not stop the parser.
 */
enum ValidationError {
    DOMAIN_TO_ASCII("its host is not a valid international domain name"),
    DOMAIN_INVALID_CODE_POINT("its host contains %s, which no domain name may have"),
    HOST_INVALID_CODE_POINT("its host contains %s, which no host may have"),
    IPV4_TOO_MANY_PARTS("its host ends in a number, so it must be an IPv4 address, but it has more than four parts"),
    IPV4_NON_NUMERIC_PART("its host ends in a number, so it must be an IPv4 address, but not every part is a number"),
    IPV4_OUT_OF_RANGE_PART("its host is an IPv4 address with a number that is too large"),
    IPV6_UNCLOSED("its host starts with [ but does not end with ]"),
    IPV6_INVALID_COMPRESSION("its IPv6 address starts with a single colon"),
    IPV6_TOO_MANY_PIECES("its IPv6 address has more than eight pieces"),
    IPV6_MULTIPLE_COMPRESSION("its IPv6 address contains :: twice"),
    IPV6_INVALID_CODE_POINT("its IPv6 address contains a character that is not a hexadecimal digit or a colon"),
    IPV6_TOO_FEW_PIECES("its IPv6 address has fewer than eight pieces and no ::"),
    IPV4_IN_IPV6_TOO_MANY_PIECES("its IPv6 address has no room for the IPv4 address at its end"),
    IPV4_IN_IPV6_INVALID_CODE_POINT("the IPv4 address inside its IPv6 address is malformed"),
    IPV4_IN_IPV6_OUT_OF_RANGE_PART("the IPv4 address inside its IPv6 address has a number above 255"),
    IPV4_IN_IPV6_TOO_FEW_PARTS("the IPv4 address inside its IPv6 address has fewer than four parts"),
    MISSING_SCHEME_NON_RELATIVE_URL("it must start with a scheme such as https://"),
    HOST_MISSING("it has no host"),
    PORT_OUT_OF_RANGE("its port is above 65535"),
    PORT_INVALID("its port is not a number"),

    /** Not in the standard: the URL is longer than the caller's cap. */
    TOO_LONG("it is too long");

    private final String sentence;

    ValidationError(String sentence) {
        this.sentence = sentence;
    }

    /**
     * What is wrong, as the second half of a sentence about the URL; {@code %s} stands for the invalid code point, if
     * the error is about one.
     */
    String sentence() {
        return sentence;
    }
}
