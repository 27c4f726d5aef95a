package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** An answer is the same answer, or the same error, however the network cuts it up. */
public final class ResponseFuzz {
    private static final int HEADER_BYTES_MAX = 1 << 16;

    private ResponseFuzz() {}

    /** Reads {@code answer} at once, and byte by byte. */
    public static void fuzzerTestOneInput(byte[] answer) {
        assertThat(read(answer, 1)).isEqualTo(read(answer, Math.max(1, answer.length)));
    }

    private static String read(byte[] answer, int step) {
        StringBuilder seen = new StringBuilder();
        ResponseParser parser = new ResponseParser(HEADER_BYTES_MAX, new ResponseParser.Receiver() {
            @Override
            public void onHead(ResponseHead head, long contentLength, boolean persistent) {
                seen.append(head).append(contentLength).append(persistent).append('\n');
            }

            @Override
            public void onBody(ByteBuf part) {
                seen.append(part.readCharSequence(part.readableBytes(), StandardCharsets.ISO_8859_1));
            }
        });
        parser.expect(false);
        try {
            for (int at = 0; at < answer.length && !parser.done(); at += step) {
                parser.read(Unpooled.wrappedBuffer(answer, at, Math.min(step, answer.length - at)));
            }
            seen.append(parser.endsWithConnection() ? "\nwhole" : "\ncut short");
        } catch (MalformedAnswer e) {
            // How much of a body came before the error depends on the pieces.
            return "malformed";
        }
        return seen.toString();
    }
}
