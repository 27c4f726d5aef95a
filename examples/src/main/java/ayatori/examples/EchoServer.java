package ayatori.examples;

import static ayatori.async.Async.gatherEach;
import static ayatori.async.Async.run;

import ayatori.async.net.StreamReader;
import ayatori.async.net.StreamWriter;
import ayatori.async.net.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A TCP server that answers each line in capitals, and two clients. */
final class EchoServer {
    void answer(StreamReader reader, StreamWriter writer) throws IOException {
        for (String line; (line = reader.readLine()) != null; ) {
            writer.write(line.toUpperCase(Locale.ROOT) + "\n");
            writer.drain();
        }
    }

    void ask(int port, String word) throws IOException {
        try (var connection = Streams.openConnection("localhost", port)) {
            connection.writer().write(word + "\n");
            IO.println(word + ": " + connection.reader().readLine());
        }
    }

    void program() throws Exception {
        try (var server = Streams.startServer(this::answer, "localhost", 0)) {
            gatherEach(List.of("hello", "world"), word -> ask(server.port(), word));
        }
    }

    void main() throws Exception {
        run(this::program);
    }
}
