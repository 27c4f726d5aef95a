package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser (URL standard §4.4), without the state override that only setters need.
 *
 * <p>Each state of the standard is a method of the same name. The standard feeds a state one code point at a time
 * through a buffer; here the method reads all of them and returns the next state. The input is well-formed UTF-8. All code
 * points that a state looks for are ASCII, so it is read byte by byte.
 */
final class UrlParser {
    private static final int EOF = ParserInput.EOF;

    private enum State {
        SCHEME_START,
        SCHEME,
        NO_SCHEME,
        SPECIAL_RELATIVE_OR_AUTHORITY,
        PATH_OR_AUTHORITY,
        RELATIVE,
        RELATIVE_SLASH,
        SPECIAL_AUTHORITY_SLASHES,
        SPECIAL_AUTHORITY_IGNORE_SLASHES,
        AUTHORITY,
        HOST,
        PORT,
        FILE,
        FILE_SLASH,
        FILE_HOST,
        PATH_START,
        PATH,
        OPAQUE_PATH,
        QUERY,
        FRAGMENT,
        DONE
    }

    private final ParserInput input;
    private final @Nullable Url base;
    private final QueryEncoding encoding;
    private final int lengthMax;
    private final UrlRecord url = new UrlRecord();
    private int pointer;

    private UrlParser(ParserInput input, @Nullable Url base, QueryEncoding encoding, int lengthMax) {
        this.input = input;
        this.base = base;
        this.encoding = encoding;
        this.lengthMax = lengthMax;
    }

    /**
     * Parses {@code bytes[from..to)}, UTF-8 that may be malformed.
     *
     * @param encoding the encoding of the document that contains the text; it matters for the query alone
     */
    static UrlRecord parse(byte[] bytes, int from, int to, @Nullable Url base, QueryEncoding encoding)
            throws ParsingFailure {
        return parse(bytes, from, to, base, encoding, Integer.MAX_VALUE);
    }

    /**
     * Parses {@code bytes[from..to)}, UTF-8 that may be malformed.
     *
     * @param lengthMax parsing stops with {@link ValidationError#TOO_LONG} when the credentials, the path or the query
     *     have become longer than this
     */
    static UrlRecord parse(byte[] bytes, int from, int to, @Nullable Url base, QueryEncoding encoding, int lengthMax)
            throws ParsingFailure {
        return new UrlParser(ParserInput.of(bytes, from, to), base, encoding, lengthMax).run();
    }

    private UrlRecord run() throws ParsingFailure {
        State state = State.SCHEME_START;
        while (state != State.DONE) {
            state = switch (state) {
                case SCHEME_START -> schemeStart();
                case SCHEME -> scheme();
                case NO_SCHEME -> noScheme();
                case SPECIAL_RELATIVE_OR_AUTHORITY -> specialRelativeOrAuthority();
                case PATH_OR_AUTHORITY -> pathOrAuthority();
                case RELATIVE -> relative();
                case RELATIVE_SLASH -> relativeSlash();
                case SPECIAL_AUTHORITY_SLASHES -> specialAuthoritySlashes();
                case SPECIAL_AUTHORITY_IGNORE_SLASHES -> specialAuthorityIgnoreSlashes();
                case AUTHORITY -> authority();
                case HOST -> host();
                case PORT -> port();
                case FILE -> file();
                case FILE_SLASH -> fileSlash();
                case FILE_HOST -> fileHost();
                case PATH_START -> pathStart();
                case PATH -> path();
                case OPAQUE_PATH -> opaquePath();
                case QUERY -> query();
                case FRAGMENT -> fragment();
                case DONE -> State.DONE;
            };
        }
        return url;
    }

    private State schemeStart() {
        return Ascii.isAlpha(c()) ? State.SCHEME : State.NO_SCHEME;
    }

    private State scheme() {
        while (Ascii.isSchemeByte(c())) {
            pointer++;
        }
        if (c() != ':') {
            pointer = 0;
            return State.NO_SCHEME;
        }
        url.scheme = Ascii.toLowerCase(new String(input.bytes(), 0, pointer, UTF_8));
        pointer++;
        if (url.scheme.equals(Scheme.FILE)) {
            return State.FILE;
        }
        if (url.isSpecial()) {
            return base != null && base.scheme().equals(url.scheme)
                    ? State.SPECIAL_RELATIVE_OR_AUTHORITY
                    : State.SPECIAL_AUTHORITY_SLASHES;
        }
        if (c() == '/') {
            return next(State.PATH_OR_AUTHORITY);
        }
        url.opaquePath = true;
        return State.OPAQUE_PATH;
    }

    private State noScheme() throws ParsingFailure {
        if (base == null || (base.hasOpaquePath() && c() != '#')) {
            throw new ParsingFailure(ValidationError.MISSING_SCHEME_NON_RELATIVE_URL);
        }
        if (base.hasOpaquePath()) {
            url.scheme = base.scheme();
            url.copyPath(base);
            url.query = base.query();
            return next(State.FRAGMENT);
        }
        return base.scheme().equals(Scheme.FILE) ? State.FILE : State.RELATIVE;
    }

    private State specialRelativeOrAuthority() {
        if (c() == '/' && remaining(1) == '/') {
            pointer += 2;
            return State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
        }
        return State.RELATIVE;
    }

    private State pathOrAuthority() {
        if (c() == '/') {
            return next(State.AUTHORITY);
        }
        return State.PATH;
    }

    private State relative() {
        Url base = relativeBase();
        url.scheme = base.scheme();
        if (isSlash(c())) {
            return next(State.RELATIVE_SLASH);
        }
        url.copyAuthority(base);
        url.copyPath(base);
        return afterCopiedPath(base, true);
    }

    /** The end of the relative and file states, after the base's path was copied to the record. */
    private State afterCopiedPath(Url base, boolean shorten) {
        return switch (c()) {
            case '?' -> next(State.QUERY);
            case '#' -> {
                url.query = base.query();
                yield next(State.FRAGMENT);
            }
            case EOF -> {
                url.query = base.query();
                yield State.DONE;
            }
            default -> {
                if (shorten) {
                    url.shortenPath();
                } else {
                    url.path.setLength(0);
                }
                yield State.PATH;
            }
        };
    }

    private State relativeSlash() {
        if (url.isSpecial() && isSlash(c())) {
            return next(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
        }
        if (c() == '/') {
            return next(State.AUTHORITY);
        }
        url.copyAuthority(relativeBase());
        return State.PATH;
    }

    private State specialAuthoritySlashes() {
        if (c() == '/' && remaining(1) == '/') {
            pointer += 2;
        }
        return State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
    }

    private State specialAuthorityIgnoreSlashes() {
        while (c() == '/' || c() == '\\') {
            pointer++;
        }
        return State.AUTHORITY;
    }

    private State authority() throws ParsingFailure {
        int lastAt = -1;
        int authorityEnd = pointer;
        while (!endsAuthority(input.at(authorityEnd))) {
            if (input.at(authorityEnd) == '@') {
                lastAt = authorityEnd;
            }
            authorityEnd++;
        }
        if (lastAt >= 0) {
            if (lastAt + 1 == authorityEnd) {
                throw new ParsingFailure(ValidationError.HOST_MISSING);
            }
            credentials(pointer, lastAt);
            pointer = lastAt + 1;
        }
        return State.HOST;
    }

    private void credentials(int from, int to) throws ParsingFailure {
        int colon = from;
        while (colon < to && input.at(colon) != ':') {
            colon++;
        }
        url.username = percentEncoded(PercentEncodeSet.USERINFO, from, colon);
        url.password = colon < to ? percentEncoded(PercentEncodeSet.USERINFO, colon + 1, to) : "";
    }

    private State host() throws ParsingFailure {
        int start = pointer;
        boolean insideBrackets = false;
        while (!endsAuthority(c()) && (c() != ':' || insideBrackets)) {
            if (c() == '[') {
                insideBrackets = true;
            } else if (c() == ']') {
                insideBrackets = false;
            }
            pointer++;
        }
        boolean hasPort = c() == ':';
        if (pointer == start && (hasPort || url.isSpecial())) {
            throw new ParsingFailure(ValidationError.HOST_MISSING);
        }
        url.host = pointer == start ? "" : HostParser.parse(input.bytes(), start, pointer, !url.isSpecial());
        if (hasPort) {
            return next(State.PORT);
        }
        return State.PATH_START;
    }

    private State port() throws ParsingFailure {
        int start = pointer;
        int port = 0;
        while (Ascii.isDigit(c())) {
            port = port * 10 + c() - '0';
            if (port > 65535) {
                throw new ParsingFailure(ValidationError.PORT_OUT_OF_RANGE);
            }
            pointer++;
        }
        if (!endsAuthority(c())) {
            throw new ParsingFailure(ValidationError.PORT_INVALID);
        }
        if (pointer > start && port != Scheme.defaultPort(url.scheme)) {
            url.port = port;
        }
        return State.PATH_START;
    }

    private State file() {
        url.scheme = Scheme.FILE;
        url.host = "";
        if (isSlash(c())) {
            return next(State.FILE_SLASH);
        }
        if (base == null || !base.scheme().equals(Scheme.FILE)) {
            return State.PATH;
        }
        url.host = base.nullableHost();
        url.copyPath(base);
        return afterCopiedPath(base, !WindowsDriveLetter.startsAt(input, pointer));
    }

    private State fileSlash() {
        if (isSlash(c())) {
            return next(State.FILE_HOST);
        }
        if (base != null && base.scheme().equals(Scheme.FILE)) {
            url.host = base.nullableHost();
            if (!WindowsDriveLetter.startsAt(input, pointer) && WindowsDriveLetter.isFirstSegmentOf(base.path())) {
                url.appendSegment(base.path().substring(1, 3));
            }
        }
        return State.PATH;
    }

    private State fileHost() throws ParsingFailure {
        int hostEnd = pointer;
        while (!endsAuthority(input.at(hostEnd))) {
            hostEnd++;
        }
        if (hostEnd - pointer == 2 && WindowsDriveLetter.startsAt(input, pointer)) {
            // Not a host: the path state reads it again.
            return State.PATH;
        }
        if (hostEnd > pointer) {
            String host = HostParser.parse(input.bytes(), pointer, hostEnd, false);
            url.host = host.equals("localhost") ? "" : host;
        }
        pointer = hostEnd;
        return State.PATH_START;
    }

    private State pathStart() {
        if (url.isSpecial()) {
            return isSlash(c()) ? next(State.PATH) : State.PATH;
        }
        return switch (c()) {
            case '?' -> next(State.QUERY);
            case '#' -> next(State.FRAGMENT);
            case '/' -> next(State.PATH);
            case EOF -> State.DONE;
            default -> State.PATH;
        };
    }

    /** Reads one segment and its terminator. */
    private State path() throws ParsingFailure {
        var buffer = new StringBuilder();
        while (c() != EOF && c() != '?' && c() != '#' && !isSlash(c())) {
            checkLength(url.path.length() + buffer.length());
            PercentEncodeSet.PATH.append(buffer, c());
            pointer++;
        }
        boolean slash = isSlash(c());
        switch (DotSegment.of(buffer)) {
            case DOUBLE -> {
                url.shortenPath();
                if (!slash) {
                    url.appendSegment("");
                }
            }
            case SINGLE -> {
                if (!slash) {
                    url.appendSegment("");
                }
            }
            case NONE -> {
                if (url.scheme.equals(Scheme.FILE) && url.path.isEmpty() && WindowsDriveLetter.is(buffer)) {
                    buffer.setCharAt(1, ':');
                }
                url.appendSegment(buffer);
            }
        }
        return switch (c()) {
            case EOF -> State.DONE;
            case '?' -> next(State.QUERY);
            case '#' -> next(State.FRAGMENT);
            default -> next(State.PATH);
        };
    }

    private State opaquePath() throws ParsingFailure {
        while (c() != EOF && c() != '?' && c() != '#') {
            checkLength(url.path.length());
            boolean lastSpace = c() == ' ' && (remaining(1) == '?' || remaining(1) == '#');
            if (lastSpace) {
                url.path.append("%20");
            } else {
                PercentEncodeSet.C0_CONTROL.append(url.path, c());
            }
            pointer++;
        }
        return switch (c()) {
            case '?' -> next(State.QUERY);
            case '#' -> next(State.FRAGMENT);
            default -> State.DONE;
        };
    }

    private State query() throws ParsingFailure {
        int start = pointer;
        while (c() != EOF && c() != '#') {
            pointer++;
        }
        boolean webSocket = url.scheme.equals("ws") || url.scheme.equals("wss");
        PercentEncodeSet set = url.isSpecial() ? PercentEncodeSet.SPECIAL_QUERY : PercentEncodeSet.QUERY;
        url.query = url.isSpecial() && !webSocket
                ? encoding.percentEncode(input.bytes(), start, pointer, set, lengthMax)
                : percentEncoded(set, start, pointer);
        return c() == '#' ? next(State.FRAGMENT) : State.DONE;
    }

    private State fragment() {
        // The cap does not apply: callers that set one drop the fragment.
        var encoded = new StringBuilder(input.length() - pointer);
        PercentEncodeSet.FRAGMENT.append(encoded, input.bytes(), pointer, input.length());
        url.fragment = encoded.toString();
        return State.DONE;
    }

    private State next(State state) {
        pointer++;
        return state;
    }

    /** The byte the pointer is at, or {@link #EOF}. */
    private int c() {
        return input.at(pointer);
    }

    private int remaining(int ahead) {
        return input.at(pointer + ahead);
    }

    /** A slash, or a backslash in a special URL. */
    private boolean isSlash(int c) {
        return c == '/' || (c == '\\' && url.isSpecial());
    }

    private boolean endsAuthority(int c) {
        return c == EOF || c == '?' || c == '#' || isSlash(c);
    }

    private Url relativeBase() {
        return Objects.requireNonNull(base);
    }

    private String percentEncoded(PercentEncodeSet set, int from, int to) throws ParsingFailure {
        return QueryEncoding.OF_UTF_8.percentEncode(input.bytes(), from, to, set, lengthMax);
    }

    private void checkLength(int length) throws ParsingFailure {
        if (length > lengthMax) {
            throw new ParsingFailure(ValidationError.TOO_LONG);
        }
    }
}
