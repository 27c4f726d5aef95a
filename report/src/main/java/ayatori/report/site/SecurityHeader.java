package ayatori.report.site;

import java.util.Locale;
import java.util.Map;

/** A header by which a page protects its visitors. */
enum SecurityHeader {
    STRICT_TRANSPORT_SECURITY("Strict-Transport-Security", true),
    CONTENT_SECURITY_POLICY("Content-Security-Policy", true),
    X_CONTENT_TYPE_OPTIONS("X-Content-Type-Options", true),
    /** Also by {@code frame-ancestors} of a Content-Security-Policy. */
    X_FRAME_OPTIONS("X-Frame-Options", true),
    REFERRER_POLICY("Referrer-Policy", true),
    /** Useful on few sites only, so it is counted and not missed. */
    PERMISSIONS_POLICY("Permissions-Policy", false);

    private final String label;
    private final boolean isExpected;

    SecurityHeader(String label, boolean isExpected) {
        this.label = label;
        this.isExpected = isExpected;
    }

    String label() {
        return label;
    }

    /** Whether an answer has it. */
    boolean isIn(Map<?, ?> headers) {
        return headers.containsKey(label.toLowerCase(Locale.ROOT))
                || (this == X_FRAME_OPTIONS
                        && String.valueOf(headers.get("content-security-policy"))
                                .contains("frame-ancestors"));
    }

    /** Whether a page should have it. */
    boolean isExpected(boolean isHttps) {
        return isExpected && (isHttps || this != STRICT_TRANSPORT_SECURITY);
    }
}
