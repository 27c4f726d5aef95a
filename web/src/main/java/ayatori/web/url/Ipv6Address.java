package ayatori.web.url;

/** The IPv6 parser and serializer (URL standard §3.5). An address is its eight 16-bit pieces. */
final class Ipv6Address {
    private static final int PIECES = 8;
    private static final int EOF = -1;

    private final byte[] input;
    private final int end;
    private int pointer;

    private Ipv6Address(byte[] input, int from, int end) {
        this.input = input;
        this.pointer = from;
        this.end = end;
    }

    /** Parses the address in {@code input[from..to)}, without its brackets. */
    static int[] parse(byte[] input, int from, int to) throws ParsingFailure {
        return new Ipv6Address(input, from, to).parse();
    }

    private int[] parse() throws ParsingFailure {
        int[] address = new int[PIECES];
        int pieceIndex = 0;
        int compress = -1;
        if (c() == ':') {
            if (remaining(1) != ':') {
                throw new ParsingFailure(ValidationError.IPV6_INVALID_COMPRESSION);
            }
            pointer += 2;
            compress = ++pieceIndex;
        }
        while (c() != EOF) {
            if (pieceIndex == PIECES) {
                throw new ParsingFailure(ValidationError.IPV6_TOO_MANY_PIECES);
            }
            if (c() == ':') {
                if (compress >= 0) {
                    throw new ParsingFailure(ValidationError.IPV6_MULTIPLE_COMPRESSION);
                }
                pointer++;
                compress = ++pieceIndex;
                continue;
            }
            int start = pointer;
            int value = 0;
            while (pointer - start < 4 && Ascii.isHexDigit(c())) {
                value = value << 4 | Ascii.hexValue(c());
                pointer++;
            }
            if (c() == '.') {
                if (pointer == start) {
                    throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT);
                }
                pointer = start;
                embeddedIpv4(address, pieceIndex);
                pieceIndex += 2;
                break;
            }
            if (c() == ':') {
                pointer++;
                if (c() == EOF) {
                    throw new ParsingFailure(ValidationError.IPV6_INVALID_CODE_POINT);
                }
            } else if (c() != EOF) {
                throw new ParsingFailure(ValidationError.IPV6_INVALID_CODE_POINT);
            }
            address[pieceIndex++] = value;
        }
        if (compress >= 0) {
            moveToEnd(address, compress, pieceIndex);
        } else if (pieceIndex != PIECES) {
            throw new ParsingFailure(ValidationError.IPV6_TOO_FEW_PIECES);
        }
        return address;
    }

    /** Reads the dotted decimal address that may stand for the last two pieces. */
    private void embeddedIpv4(int[] address, int pieceIndex) throws ParsingFailure {
        if (pieceIndex > PIECES - 2) {
            throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_TOO_MANY_PIECES);
        }
        int numbersSeen = 0;
        while (c() != EOF) {
            if (numbersSeen > 0) {
                if (c() != '.' || numbersSeen == 4) {
                    throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT);
                }
                pointer++;
            }
            int piece = pieceIndex + numbersSeen / 2;
            address[piece] = address[piece] << 8 | ipv4Piece();
            numbersSeen++;
        }
        if (numbersSeen != 4) {
            throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_TOO_FEW_PARTS);
        }
    }

    /** One decimal number up to 255, without leading zeros. */
    private int ipv4Piece() throws ParsingFailure {
        if (!Ascii.isDigit(c())) {
            throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT);
        }
        int ipv4Piece = -1;
        while (Ascii.isDigit(c())) {
            int number = c() - '0';
            if (ipv4Piece == 0) {
                throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT);
            }
            ipv4Piece = ipv4Piece < 0 ? number : ipv4Piece * 10 + number;
            if (ipv4Piece > 255) {
                throw new ParsingFailure(ValidationError.IPV4_IN_IPV6_OUT_OF_RANGE_PART);
            }
            pointer++;
        }
        return ipv4Piece;
    }

    /** Moves the pieces after {@code ::} to the end and leaves zeros where they were. */
    private static void moveToEnd(int[] address, int compress, int pieceIndex) {
        int count = pieceIndex - compress;
        for (int i = 1; i <= count; i++) {
            int from = pieceIndex - i;
            int to = PIECES - i;
            int piece = address[from];
            address[from] = address[to];
            address[to] = piece;
        }
    }

    private int c() {
        return remaining(0);
    }

    private int remaining(int ahead) {
        return pointer + ahead < end ? input[pointer + ahead] : EOF;
    }

    /** The IPv6 serializer: lower-case, the first longest run of two or more zero pieces as {@code ::}. */
    static String serialize(int[] address) {
        int compress = -1;
        int compressLength = 1;
        for (int start = 0; start < PIECES; start++) {
            int length = 0;
            while (start + length < PIECES && address[start + length] == 0) {
                length++;
            }
            if (length > compressLength) {
                compress = start;
                compressLength = length;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < PIECES; i++) {
            if (i == compress) {
                out.append(i == 0 ? "::" : ":");
                i += compressLength - 1;
                continue;
            }
            out.append(Integer.toHexString(address[i]));
            if (i < PIECES - 1) {
                out.append(':');
            }
        }
        return out.toString();
    }
}
