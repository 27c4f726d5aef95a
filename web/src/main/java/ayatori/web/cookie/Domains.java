package ayatori.web.cookie;

import crawlercommons.domains.EffectiveTldFinder;
import org.jspecify.annotations.Nullable;

/** Which hosts belong together, as cookies see it (section 5.1.3), and the public suffix list, its private part included. */
final class Domains {
    /** Loaded when first asked, and once: threads that came at the same time would each load their own. */
    private static final class SuffixList {
        static {
            EffectiveTldFinder.getInstance();
        }

        private SuffixList() {}

        static boolean knows(String host) {
            return EffectiveTldFinder.getEffectiveTLD(host) != null;
        }

        static @Nullable String assigned(String host) {
            String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
            return domain == null || domain.isEmpty() ? null : domain;
        }
    }

    private Domains() {}

    /** Whether {@code host} is {@code domain} or below it. */
    static boolean match(String host, String domain) {
        if (host.equals(domain)) {
            return true;
        }
        return host.length() > domain.length()
                && host.endsWith(domain)
                && host.charAt(host.length() - domain.length() - 1) == '.'
                && !isAddress(host);
    }

    /**
     * The registrable domain, such as {@code example.co.uk}: one label below a public suffix. Null for a public suffix
     * itself, an address, and anything that is not a domain name.
     */
    static @Nullable String registrable(String host) {
        if (host.indexOf('.') < 0
                || isAddress(host)
                || host.startsWith(".")
                || host.endsWith(".")
                || host.contains("..")) {
            return null;
        }
        if (!SuffixList.knows(host)) {
            return lastTwoLabels(host); // the list's default rule: any other last label is a public suffix
        }
        return SuffixList.assigned(host);
    }

    /** Whether the domains below {@code domain} have independent owners. */
    static boolean isPublicSuffix(String domain) {
        return !isAddress(domain) && registrable(domain) == null;
    }

    /** Whether a URL's host is an address: after the URL parser, one that looks like one is one. */
    static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static @Nullable String lastTwoLabels(String host) {
        int lastDot = host.lastIndexOf('.');
        return lastDot < 0 ? null : host.substring(host.lastIndexOf('.', lastDot - 1) + 1);
    }
}
