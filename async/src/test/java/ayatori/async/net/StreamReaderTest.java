package ayatori.async.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

final class StreamReaderTest {
    private final Memory memory = new Memory();

    private static void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(new VirtualClock()), main);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @OnBothCarriers
    void readReturnsWhatHasArrivedAndNothingAtTheEnd(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("hello");
            assertThat(text(reader.read(3))).isEqualTo("hel");
            assertThat(text(reader.read(100))).isEqualTo("lo");
            Task<byte[]> waiting = Async.createTask(() -> reader.read(100));
            Async.sleep(Duration.ZERO);
            assertThat(waiting.done()).isFalse();
            memory.feed("more");
            assertThat(text(waiting.await())).isEqualTo("more");
            memory.feedEnd();
            assertThat(reader.atEof()).isFalse();
            assertThat(reader.read(100)).isEmpty();
            assertThat(reader.atEof()).isTrue();
            assertThat(reader.read(100)).isEmpty();
        });
    }

    @OnBothCarriers
    void readsIntoABuffer(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("a\nbcd");
            assertThat(reader.readLine()).isEqualTo("a");
            ByteBuffer into = ByteBuffer.allocate(2);
            assertThat(reader.read(into)).isEqualTo(2);
            assertThat(text(into.array())).isEqualTo("bc");
            into.clear();
            assertThat(reader.read(into)).isEqualTo(1);
            memory.feedEnd();
            assertThat(reader.read(into)).isEqualTo(-1);
        });
    }

    @OnBothCarriers
    void readLineAcceptsBothLineEndsAndAnUnendedLastLine(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("one\ntw");
            memory.feed("o\r\n\n日本");
            memory.feedEnd();
            assertThat(reader.readLine()).isEqualTo("one");
            assertThat(reader.readLine()).isEqualTo("two");
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo("日本");
            assertThat(reader.readLine()).isNull();
            assertThat(reader.atEof()).isTrue();
        });
    }

    @OnBothCarriers
    void readLineDropsTheWholeOfALineThatIsTooLong(CarrierKind carrier) throws Exception {
        List<List<String>> arrivals = List.of(
                List.of("12345\nnext\n"),
                List.of("12345\n", "next\n"),
                List.of("12345", "\nnext\n"),
                List.of("12345\r", "\nnext\n"),
                List.of("12345", "678", "9", "\n", "next\n"),
                List.of("123", "45", "tail\nnext\n"),
                List.of("1", "2", "3", "4", "5", "\n", "n", "e", "x", "t", "\n"));
        for (List<String> pieces : arrivals) {
            run(carrier, () -> {
                var connection = new Memory();
                var reader = new StreamReader(connection, 4);
                connection.feed("1234\n");
                pieces.forEach(connection::feed);
                connection.feedEnd();
                assertThat(reader.readLine()).isEqualTo("1234");
                assertThatThrownBy(reader::readLine)
                        .isInstanceOf(LimitOverrunException.class)
                        .hasMessageContaining("limit is 4 bytes");
                assertThat(reader.readLine()).as("%s", pieces).isEqualTo("next");
                assertThat(reader.readLine()).isNull();
            });
        }
    }

    /** Random lines around the limit, in random pieces, give the same as the whole text split at its line feeds. */
    @OnBothCarriers
    void linesDoNotDependOnHowTheBytesArrive(CarrierKind carrier) throws Exception {
        int limit = 5;
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var sent = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int lines = random.nextInt(6); lines >= 0; lines--) {
                String line = "x".repeat(random.nextInt(2 * limit)) + (random.nextBoolean() ? "\r" : "");
                boolean ended = lines > 0 || random.nextBoolean();
                sent.append(line).append(ended ? "\n" : "");
                if (line.length() > limit) {
                    expected.add("too long");
                } else if (ended || !line.isEmpty()) {
                    expected.add(ended ? line.replace("\r", "") : line);
                }
            }
            List<String> received = new ArrayList<>();
            run(carrier, () -> {
                var connection = new Memory();
                for (int at = 0, to; at < sent.length(); at = to) {
                    to = Math.min(sent.length(), at + 1 + random.nextInt(2 * limit));
                    connection.feed(sent.substring(at, to));
                }
                connection.feedEnd();
                var reader = new StreamReader(connection, limit);
                for (String line = ""; line != null; ) {
                    try {
                        line = reader.readLine();
                        if (line != null) {
                            received.add(line);
                        }
                    } catch (LimitOverrunException e) {
                        received.add("too long");
                    }
                }
            });
            assertThat(received).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @OnBothCarriers
    void streamMayEndInALineThatIsTooLong(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory, 4);
            memory.feed("endless");
            memory.feed(" line");
            assertThatThrownBy(reader::readLine).isInstanceOf(LimitOverrunException.class);
            memory.feedEnd();
            assertThat(reader.readLine()).isNull();
            assertThat(reader.atEof()).isTrue();
        });
    }

    @OnBothCarriers
    void restOfALineThatIsTooLongCanBeReadByOtherMeans(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory, 4);
            memory.feed("12345");
            memory.feed("67\n");
            memory.feed("next\n");
            assertThatThrownBy(reader::readLine).isInstanceOf(LimitOverrunException.class);
            assertThat(text(reader.readUntil((byte) '\n'))).isEqualTo("67\n");
            assertThat(reader.readLine()).isEqualTo("next");
        });
    }

    @OnBothCarriers
    void cancelledReadOfTheLineAfterOneThatIsTooLongLosesNothing(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory, 4);
            memory.feed("12345");
            assertThatThrownBy(reader::readLine).isInstanceOf(LimitOverrunException.class);
            assertThatThrownBy(() -> Async.waitFor(reader::readLine, Duration.ofSeconds(1)))
                    .isInstanceOf(TimeoutException.class);
            memory.feed("6\nnext\n");
            assertThat(reader.readLine()).isEqualTo("next");
        });
    }

    @OnBothCarriers
    void readLineWithEndTellsALastLineFromAWholeOne(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory, 4);
            memory.feed("one\ntwo\r\n\n");
            memory.feed("12345\ncut");
            memory.feedEnd();
            assertThat(reader.readLineWithEnd()).isEqualTo("one\n");
            assertThat(reader.readLineWithEnd()).isEqualTo("two\r\n");
            assertThat(reader.readLineWithEnd()).isEqualTo("\n");
            assertThatThrownBy(reader::readLineWithEnd).isInstanceOf(LimitOverrunException.class);
            assertThat(reader.readLineWithEnd()).isEqualTo("cut");
            assertThat(reader.readLineWithEnd()).isNull();
        });
    }

    @OnBothCarriers
    void readUntilLeavesTooLongDataInTheBuffer(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory, 3);
            memory.feed("abcd--e");
            assertThatThrownBy(() -> reader.readUntil((byte) '-', (byte) '-'))
                    .isInstanceOfSatisfying(
                            LimitOverrunException.class,
                            e -> assertThat(e.consumed()).isEqualTo(4));
            assertThat(text(reader.readExactly(4))).isEqualTo("abcd");
            assertThat(text(reader.readUntil((byte) '-', (byte) '-'))).isEqualTo("--");
        });
    }

    @OnBothCarriers
    void readUntilFindsASeparatorThatArrivesInPieces(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            Task<byte[]> head = Async.createTask(() -> reader.readUntil("\r\n\r\n".getBytes(UTF_8)));
            for (char piece : "GET / HTTP/1.1\r\n\r\nbody".toCharArray()) {
                memory.feed(String.valueOf(piece));
                Async.sleep(Duration.ZERO);
                Async.sleep(Duration.ZERO);
            }
            assertThat(text(head.await())).isEqualTo("GET / HTTP/1.1\r\n\r\n");
            assertThat(text(reader.readExactly(4))).isEqualTo("body");
        });
    }

    @OnBothCarriers
    void readUntilReportsWhatArrivedBeforeTheEnd(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("part");
            memory.feedEnd();
            assertThatThrownBy(() -> reader.readUntil((byte) ';'))
                    .isInstanceOfSatisfying(IncompleteReadException.class, e -> {
                        assertThat(text(e.partial())).isEqualTo("part");
                        assertThat(e.expected()).isEqualTo(-1);
                    });
            assertThat(reader.atEof()).isTrue();
        });
    }

    @OnBothCarriers
    void readExactlyWaitsForAll(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            assertThat(reader.readExactly(0)).isEmpty();
            Task<byte[]> five = Async.createTask(() -> reader.readExactly(5));
            memory.feed("abc");
            Async.sleep(Duration.ZERO);
            Async.sleep(Duration.ZERO);
            assertThat(five.done()).isFalse();
            memory.feed("defg");
            assertThat(text(five.await())).isEqualTo("abcde");
            memory.feedEnd();
            assertThatThrownBy(() -> reader.readExactly(5)).isInstanceOfSatisfying(IncompleteReadException.class, e -> {
                assertThat(text(e.partial())).isEqualTo("fg");
                assertThat(e.expected()).isEqualTo(5);
            });
        });
    }

    @OnBothCarriers
    void cancelledReadLosesNothing(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("abc");
            assertThatThrownBy(() -> Async.waitFor(() -> reader.readExactly(5), Duration.ofSeconds(1)))
                    .isInstanceOf(TimeoutException.class);
            assertThat(memory.readWaits()).isFalse();
            memory.feed("de");
            assertThat(text(reader.readExactly(5))).isEqualTo("abcde");
        });
    }

    @OnBothCarriers
    void readAllStopsAtItsBound(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("12345");
            memory.feedEnd();
            assertThatThrownBy(() -> reader.readAll(4)).isInstanceOf(LimitOverrunException.class);
            assertThat(text(reader.readAll(5))).isEqualTo("12345");
        });
    }

    @OnBothCarriers
    void lostConnectionIsReportedAfterReceivedBytes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            memory.feed("last words\n");
            memory.feedFailure(new SocketException("Connection reset"));
            assertThat(reader.readLine()).isEqualTo("last words");
            assertThatThrownBy(reader::readLine).isInstanceOf(SocketException.class);
        });
    }

    @OnBothCarriers
    void onlyOneTaskReads(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            Task<@Nullable String> first = Async.createTask(reader::readLine);
            Async.sleep(Duration.ZERO);
            memory.feed("line\n");
            assertThatThrownBy(() -> reader.read(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another task is waiting to read");
            assertThat(first.await()).isEqualTo("line");
        });
    }

    @OnBothCarriers
    void linesOfEveryLengthUpToTheLimitArrive(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory, 200_000);
            var lines = new StringBuilder();
            for (int length = 1; length <= 200_000; length *= 3) {
                lines.append("x".repeat(length)).append('\n');
            }
            for (int at = 0; at < lines.length(); at += 1000) {
                memory.feed(lines.substring(at, Math.min(lines.length(), at + 1000)));
            }
            memory.feedEnd();
            for (int length = 1; length <= 200_000; length *= 3) {
                assertThat(reader.readLine()).hasSize(length);
            }
            assertThat(reader.readLine()).isNull();
        });
    }

    @OnBothCarriers
    void misuseIsRefused(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var reader = new StreamReader(memory);
            assertThatThrownBy(() -> reader.read(0)).hasMessage("a read takes one byte or more, not 0");
            assertThatThrownBy(() -> reader.readExactly(-1)).hasMessage("readExactly takes zero bytes or more, not -1");
            assertThatThrownBy(reader::readUntil).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new StreamReader(memory, 0)).isInstanceOf(IllegalArgumentException.class);
            Task<byte[]> cancelled = Async.createTask(() -> reader.read(1));
            Async.sleep(Duration.ZERO);
            cancelled.cancel();
            assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
            assertThatThrownBy(() -> throwing().read(1)).isInstanceOf(IOException.class);
        });
    }

    private static StreamReader throwing() {
        var broken = new Memory();
        broken.feedFailure(new IOException("broken"));
        return new StreamReader(broken);
    }
}
