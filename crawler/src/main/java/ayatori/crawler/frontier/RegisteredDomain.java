package ayatori.crawler.frontier;

import crawlercommons.domains.EffectiveTldFinder;

/**
 * The registered domain of a host name: one label below a public suffix, such as {@code example.co.uk}. The public suffix
 * list's private part counts, so that each user of a hosting service stands for himself.
 */
final class RegisteredDomain {
    private RegisteredDomain() {}

    /**
     * The registered domain. Under a suffix that the list does not know, the last two labels. An address, a public suffix
     * and a name of one label stand for themselves.
     *
     * @param host in lower case, with or without the dot that ends a fully qualified name
     */
    static String of(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (isAddress(name) || name.indexOf('.') < 0) {
            return name;
        }
        if (EffectiveTldFinder.getEffectiveTLD(name) == null) {
            return lastTwoLabels(name);
        }
        String domain = EffectiveTldFinder.getAssignedDomain(name, true, false);
        return domain == null || domain.isEmpty() ? name : domain;
    }

    /** The last two labels; all of an address. Names that differ in them have different registered domains. */
    static String lastTwoLabels(String name) {
        int lastDot = isAddress(name) ? -1 : name.lastIndexOf('.');
        return lastDot < 0 ? name : name.substring(name.lastIndexOf('.', lastDot - 1) + 1);
    }

    /** After the URL parser, a host that looks like an address is one. */
    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
