package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;

/**
 * Why a requisite is requested.
 *
 * @param role what it is needed for
 * @param steps requisites on the way from a page to it: 0 for one that the page names itself, 1 for a font that the page's style
 *     sheet names
 */
record Need(RequisiteRole role, int steps) {
    /** Further steps are not taken: style sheets and frames may include one another without end. */
    static final int STEPS_MAX = 8;

    private static final int ROLE_BITS = 4;

    void write(ByteWriter out) {
        out.number(((long) steps << ROLE_BITS) | numberOf(role));
    }

    static Need read(ByteReader in) {
        int number = in.smallNumber();
        return new Need(roleOf(number & ((1 << ROLE_BITS) - 1)), number >> ROLE_BITS);
    }

    private static int numberOf(RequisiteRole role) {
        return switch (role) {
            case IMAGE -> 0;
            case STYLE -> 1;
            case SCRIPT -> 2;
            case FONT -> 3;
            case MEDIA -> 4;
            case FRAME -> 5;
            case ICON -> 6;
            case MANIFEST -> 7;
            case OTHER -> 8;
        };
    }

    private static RequisiteRole roleOf(int number) {
        for (RequisiteRole role : RequisiteRole.values()) {
            if (numberOf(role) == number) {
                return role;
            }
        }
        throw new DamagedStoreException("no role of a requisite has number " + number);
    }
}
