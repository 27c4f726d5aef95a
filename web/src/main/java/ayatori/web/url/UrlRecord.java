package ayatori.web.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL record while it is being parsed (URL standard §4.1), filled by {@link UrlParser} and then read by {@link Url}.
 *
 * <p>A path that is a list of segments is held as its serialization: each segment after a slash. The empty list is
 * the empty text, and a list of one empty segment is {@code "/"}.
 */
final class UrlRecord {
    String scheme = "";
    String username = "";
    String password = "";

    @Nullable String host;

    /** The port, or {@code -1} if it is null or the scheme's default. */
    int port = -1;

    final StringBuilder path = new StringBuilder();
    boolean opaquePath;

    @Nullable String query;

    @Nullable String fragment;

    boolean isSpecial() {
        return Scheme.isSpecial(scheme);
    }

    void copyAuthority(Url base) {
        username = base.username();
        password = base.password();
        host = base.nullableHost();
        port = base.explicitPort();
    }

    void copyPath(Url base) {
        path.setLength(0);
        path.append(base.path());
        opaquePath = base.hasOpaquePath();
    }

    void appendSegment(CharSequence segment) {
        path.append('/').append(segment);
    }

    /** Removes the last path segment, unless it is the only one of a {@code file:} URL and a drive letter. */
    void shortenPath() {
        boolean driveLetterOnly =
                scheme.equals(Scheme.FILE) && path.length() == 3 && WindowsDriveLetter.isFirstSegmentOf(path);
        int lastSlash = path.lastIndexOf("/");
        if (!driveLetterOnly && lastSlash >= 0) {
            path.setLength(lastSlash);
        }
    }
}
