package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 answers are parsed alike, however they are divided into reads. */
class ResponseParserTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** Records a parser's events. */
    private static final class Heard implements ResponseParser.Receiver {
        ResponseHead head = new ResponseHead(HttpVersion.HTTP_1_1, 0, "", Headers.EMPTY);

        boolean persistent;
        final StringBuilder body = new StringBuilder();

        @Override
        public void onHead(ResponseHead received, long contentLength, boolean persists) {
            head = received;
            persistent = persists;
        }

        @Override
        public void onBody(ByteBuf part) {
            body.append(part.readCharSequence(part.readableBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "5\nhello\n0\n\n",
                "5 \r\nhello\r\n0 \r\n\r\n",
                "5\t;name=\"value\"\r\nhello\r\n0;last\r\n\r\n",
                "2\r\nhe\r\n00000000000000003\r\nllo\r\n0\r\nTrailer: x\r\n folded\r\n\r\n",
                "5;\r\nhello\r\n000\r\nno colon here\r\n\r\n",
                "1\r\nh\r\n1\r\ne\r\n1\r\nl\r\n1\r\nl\r\n1\r\no\r\n0\r\n\r\n",
            })
    void readsChunksAsBrowsersDo(String chunks) throws Exception {
        Heard heard = read(CHUNKED + chunks);
        assertThat(heard.body).hasToString("hello");
        assertThat(heard.persistent).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n5\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhelloo\r\n0\r\n\r\n",
                "4\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r0\r\n\r\n",
                "5 5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "5\r;x\r\nhello\r\n0\r\n\r\n",
                "5;a\rb\r\nhello\r\n0\r\n\r\n",
                "5\u000b\r\nhello\r\n0\r\n\r\n",
                "\u000c5\r\nhello\r\n0\r\n\r\n",
                "5\u00a0\r\nhello\r\n0\r\n\r\n",
                "\uff15\r\nhello\r\n0\r\n\r\n",
                "10000000000000005\r\nhello\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                "zz\r\n",
            })
    void refusesChunksThatCouldBeReadInTwoWays(String chunks) {
        assertRefused(CHUNKED + chunks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "\r\n\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200\r\nContent-Length:5\r\n\r\nhello",
                "HTTP/1.1 200 \r\nContent-Length: 5\t\r\n\r\nhello",
                "HTTP/1.1  200   OK\nContent-Length: 5\n\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 05\r\ncontent-length: 5, 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: identity\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length:\t 5 \t\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity, chunked ,\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: a\r\n b\r\n\tc\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\n not a field\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nServer : x\r\nX Y: z\r\n : \r\n: nameless\r\n\u00e9: x\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            })
    void readsHeadsAsBrowsersDo(String answer) throws Exception {
        Heard heard = read(answer);
        assertThat(heard.head.status()).isEqualTo(200);
        assertThat(heard.body).hasToString("hello");
        assertThat(heard.persistent).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5,6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\n Content-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length x: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\u000bTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: \u000bchunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\u000c\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\u00a0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked;q=1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: \"chunked\"\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \u000b5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\u001f\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5,\u001c5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5,\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5.0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1\u000b200 OK\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 204 None\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/1.1 2 OK\r\n",
                "HTTP/1.1 020 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 -12 OK\r\n",
                "HTTP/1.1 200OK\r\n",
                "HTTP/5.6 200 OK\r\n",
                "HTTP/01.1 200 OK\r\n",
                "HTTP/1.1\r\n",
                "SSH-2.0-OpenSSH_9.9\r\n",
                "<html>\r\n",
            })
    void refusesHeadsThatCouldBeReadInTwoWays(String answer) {
        assertRefused(answer);
    }

    @Test
    void leavesOutWhatNoFieldIsCalled() throws Exception {
        Heard heard = read(
                "HTTP/1.1 200 OK\r\nA : 1\r\nX Y: 2\r\n more\r\n: 3\r\nB:  4 \r\n\t5\r\nContent-Length: 0\r\n\r\n");
        assertThat(heard.head.headers()).hasToString("A: 1\nB: 4 5\nContent-Length: 0\n");
    }

    @Test
    void staysOnlyWhereBothSidesAgree() throws Exception {
        String length = "Content-Length: 0\r\n\r\n";
        assertThat(read("HTTP/1.1 200 OK\r\nConnection: x, Close\r\n" + length).persistent)
                .isFalse();
        assertThat(read("HTTP/1.0 200 OK\r\n" + length).persistent).isFalse();
        assertThat(read("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n" + length).persistent)
                .isTrue();
        assertThat(read("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                        .persistent)
                .isFalse();
    }

    @Test
    void endsWithTheConnectionWhereNothingElseIsMissing() throws Exception {
        assertThat(parser(new Heard(), "HTTP/1.1 200 OK\r\n\r\nhello").endsWithConnection())
                .isTrue();
        assertThat(parser(new Heard(), CHUNKED + "5\r\nhello\r\n0\r\n").endsWithConnection())
                .isTrue();
        assertThat(parser(new Heard(), CHUNKED + "5\r\nhello\r\n").endsWithConnection())
                .isFalse();
        assertThat(parser(new Heard(), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
                        .endsWithConnection())
                .isFalse();
        assertThat(parser(new Heard(), "HTTP/1.1 200 OK\r\nServer").endsWithConnection())
                .isFalse();
        assertThat(parser(new Heard(), "HTTP/1.1 100 Continue\r\n\r\n").endsWithConnection())
                .isFalse();
    }

    @Test
    void boundsWhateverHasNoEnd() {
        assertRefused("HTTP/1.1 103 Early\r\n\r\n".repeat(51));
        assertRefused("\r\n".repeat(5000));
        assertRefused("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(2000));
        assertRefused("HTTP/1.1 200 OK\r\nA: " + "b".repeat(9000));
        assertRefused(CHUNKED + ("1;" + "x".repeat(4000) + "\r\nh\r\n").repeat(10));
        assertRefused(CHUNKED + "0".repeat(9000));
        assertRefused(CHUNKED + "0\r\n" + "A: b\r\n".repeat(2000));
    }

    /** Reads {@code answer} whole, byte by byte, and in random pieces, to the same effect. */
    private static Heard read(String answer) throws Exception {
        Heard whole = new Heard();
        assertThat(parser(whole, answer).done()).isTrue();
        for (long seed = 0; seed < 20; seed++) {
            Heard pieces = new Heard();
            assertThat(parser(pieces, cut(answer, seed)).done()).isTrue();
            assertThat(pieces.body).hasToString(whole.body.toString());
            assertThat(String.valueOf(pieces.head)).isEqualTo(String.valueOf(whole.head));
        }
        return whole;
    }

    private static void assertRefused(String answer) {
        for (long seed = 0; seed < 20; seed++) {
            String[] pieces = cut(answer, seed);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> parser(new Heard(), pieces)))
                    .as(answer.substring(0, Math.min(answer.length(), 200)))
                    .isInstanceOf(MalformedAnswer.class);
        }
    }

    private static ResponseParser parser(Heard heard, String... pieces) throws MalformedAnswer {
        var parser = new ResponseParser(8192, heard);
        parser.expect(false);
        for (String piece : pieces) {
            parser.read(Unpooled.wrappedBuffer(RawServer.latin1(piece)));
        }
        return parser;
    }

    /** Whole for seed 0, single bytes for seed 1, else random pieces. */
    private static String[] cut(String text, long seed) {
        var random = new Random(seed);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int length = seed == 0 ? text.length() : seed == 1 ? 1 : 1 + random.nextInt(12);
            pieces.add(text.substring(at, Math.min(text.length(), at + length)));
            at += length;
        }
        return pieces.toArray(String[]::new);
    }
}
