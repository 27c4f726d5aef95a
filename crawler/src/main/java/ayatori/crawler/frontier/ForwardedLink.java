package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * What one shard tells another of a URL that belongs to the other.
 *
 * <p>Its bytes begin with a type. Of a link follow: flags; the label of the reason, with its flag; the origin; and the {@link
 * UrlEntry}. Of a lesser depth follow: fingerprint (16 bytes) and depth.
 */
sealed interface ForwardedLink {
    /**
     * A link was found.
     *
     * @param origin the URL's host, {@code scheme://host[:port]}
     * @param entry the URL, as it would be queued
     * @param reason why it must not be requested, as far as the link and the scope say; null if it may be
     * @param isAgain whether it is requested even if it is known
     */
    record Found(String origin, UrlEntry entry, @Nullable SkipReason reason, boolean isAgain) implements ForwardedLink {
        private static final int HAS_REASON = 1;
        private static final int IS_AGAIN = 2;

        @Override
        public void write(ByteWriter out) {
            out.number(FOUND).number((reason == null ? 0 : HAS_REASON) | (isAgain ? IS_AGAIN : 0));
            if (reason != null) {
                out.text(reason.label());
            }
            out.text(origin);
            entry.write(out, origin, true);
        }

        private static Found read(ByteReader in) {
            int flags = in.smallNumber();
            SkipReason reason = (flags & HAS_REASON) == 0 ? null : HeldSkips.reasonOf(in.text());
            String origin = in.text();
            return new Found(origin, UrlEntry.read(in, origin), reason, (flags & IS_AGAIN) != 0);
        }
    }

    /** A URL about which the other shard was told before is nearer to a seed than was said then. */
    record Nearer(long fingerprintHigh, long fingerprintLow, int depth) implements ForwardedLink {
        @Override
        public void write(ByteWriter out) {
            out.number(NEARER).fixed(fingerprintHigh).fixed(fingerprintLow).number(depth);
        }
    }

    int FOUND = 0;
    int NEARER = 1;

    void write(ByteWriter out);

    /** Reads one back. */
    static ForwardedLink read(byte[] bytes) {
        var in = new ByteReader(bytes);
        int type = in.smallNumber();
        return switch (type) {
            case FOUND -> Found.read(in);
            case NEARER -> new Nearer(in.fixed(), in.fixed(), in.smallNumber());
            default -> throw new DamagedStoreException("no forwarded link has type " + type);
        };
    }
}
