package ayatori.web.http;

import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.web.url.Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tap sees of HTTP/1.1: the exact bytes. {@link Http2AnswersTest} is about HTTP/2. */
class WireTapTest {
    /** Keeps all bytes as text. */
    static final class Recorded implements WireTap {
        final StringBuilder request = new StringBuilder();
        final StringBuilder answer = new StringBuilder();
        final StringBuilder body = new StringBuilder();
        int wanted = Integer.MAX_VALUE;

        @Override
        public void sent(HttpVersion version, ByteBuffer bytes) {
            request.setLength(0);
            request.append(version).append('|').append(StandardCharsets.ISO_8859_1.decode(bytes));
            preambleEnded();
        }

        @Override
        public void preambleEnded() {
            answer.setLength(0);
            body.setLength(0);
        }

        @Override
        public void received(ByteBuffer bytes) {
            answer.append(StandardCharsets.ISO_8859_1.decode(bytes));
        }

        @Override
        public void body(ByteBuffer bytes) {
            body.append(StandardCharsets.ISO_8859_1.decode(bytes));
        }

        @Override
        public boolean wantsMore() {
            return answer.length() < wanted;
        }
    }

    private static @Nullable Truncation fetch(RawServer server, Recorded tap, int bodyBytesMax) throws Exception {
        @Nullable Truncation[] truncation = {null};
        Async.run(() -> {
            try (var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(bodyBytesMax))
                            .build();
                    var response = session.request(ClientRequest.get(Url.parse(server.url("/page"))), tap)) {
                response.receive();
                truncation[0] = response.receiveForTap();
            }
        });
        return truncation[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Odd:  two  blanks \r\n\r\nhello",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n02\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
                "HTTP/1.0 200\r\n\r\nhello"
            })
    void theBytesAreExact(String answer) throws Exception {
        var tap = new Recorded();
        try (var server = RawServer.answeringOnce(answer)) {
            assertThat(fetch(server, tap, 100)).isNull();
            assertThat(tap.answer).hasToString(answer);
            assertThat(tap.body).hasToString("hello");
            assertThat(tap.request)
                    .startsWith("HTTP/1.1|GET /page HTTP/1.1\r\nHost: 127.0.0.1")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void whatComesBeforeTheFinalAnswerIsLeftOut() throws Exception {
        var tap = new Recorded();
        String last = lines("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello");
        String before = "\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
        try (var server = RawServer.answeringOnce(before + last)) {
            assertThat(fetch(server, tap, 100)).isNull();
            assertThat(tap.answer).hasToString(last);
        }
    }

    @Test
    void aBrokenBodyIsSeenAsFarAsItCame() throws Exception {
        var tap = new Recorded();
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nno size\r\n";
        try (var server = RawServer.answeringOnce(answer)) {
            assertThat(fetch(server, tap, 100)).isEqualTo(Truncation.UNSPECIFIED);
            assertThat(tap.answer).hasToString(answer);
            assertThat(tap.body).hasToString("hello");
        }
    }

    @Test
    void aBodyThatBreaksOffIsTruncated() throws Exception {
        var tap = new Recorded();
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello";
        try (var server = RawServer.answeringOnce(answer)) {
            assertThat(fetch(server, tap, 100)).isEqualTo(Truncation.DISCONNECT);
            assertThat(tap.answer).hasToString(answer);
        }
    }

    @Test
    void theRestOfABodyThatIsTooLongForItsReaderIsSeen() throws Exception {
        String body = "0123456789".repeat(200_000);
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        var whole = new Recorded();
        var limited = new Recorded();
        limited.wanted = 500_000;
        try (var server = RawServer.answering(answer)) {
            assertThat(fetch(server, whole, 1000)).isNull();
            assertThat(whole.answer.toString()).isEqualTo(answer);
            assertThat(fetch(server, limited, 1000)).isEqualTo(Truncation.LENGTH);
            assertThat(limited.answer.length()).isBetween(500_000, 1_900_000);
        }
    }
}
