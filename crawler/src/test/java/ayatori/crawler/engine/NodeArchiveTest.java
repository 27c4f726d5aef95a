package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.archive.SpooledBytes;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.testing.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeArchiveTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final SimulatedDisk disk = SimulatedDisk.atOnce(new SplittableRandom(1));
    private final List<Runnable> writing = new ArrayList<>();
    private final List<Result> delivered = new ArrayList<>();
    private final NodeArchive archive = archive();

    private NodeArchive archive() {
        var place = new NodePlace("/warc", "node-1", writing::add);
        return new NodeArchive(disk, new Lines(), CrawlArchive.DEFAULT.withFileBytes(60), place, () -> NOW);
    }

    @Test
    void resultsAreDeliveredInOrderWhenTheirCapturesAreSynced() throws Exception {
        archive.take(List.of(result("one\n")), delivered::addAll);
        archive.take(List.of(result(null), result("two\n")), delivered::addAll);
        assertThat(delivered).isEmpty();
        assertThat(writing).as("one turn for both").hasSize(1);

        write();
        disk.crash(); // what was not synced is lost
        assertThat(delivered)
                .hasSize(3)
                .map(result -> ((Result.Robots) result).archived() != null)
                .containsExactly(true, false, true);
        assertThat(captured(0)).isEqualTo("one\n");
        assertThat(captured(2)).isEqualTo("two\n");
    }

    @Test
    void aFileThatIsFullIsFollowedByAnother() throws Exception {
        for (int i = 0; i < 20; i++) {
            archive.take(List.of(result("capture " + i + "\n")), delivered::addAll);
            write();
        }
        disk.crash();
        for (int i = 0; i < 20; i++) {
            assertThat(captured(i)).isEqualTo("capture " + i + "\n");
        }
        assertThat(disk.sinkNames("ayatori-")).hasSizeGreaterThan(3).allMatch(name -> name.endsWith("-node-1.lines"));
    }

    @Test
    void anotherProcessOfTheNodeLeavesWhatIsThere() throws Exception {
        archive.take(List.of(result("before\n")), delivered::addAll);
        write();
        NodeArchive next = archive();
        next.take(List.of(result("after\n")), delivered::addAll);
        write();
        assertThat(captured(0)).isEqualTo("before\n");
        assertThat(captured(1)).isEqualTo("after\n");
        assertThat(disk.sinkNames("ayatori-")).hasSize(2);
    }

    @Test
    void nothingIsDeliveredThatCouldNotBeWritten() throws Exception {
        disk.failing(1);
        archive.take(List.of(result("lost\n")), delivered::addAll);
        write();
        archive.take(List.of(result(null)), delivered::addAll);
        write();
        assertThat(delivered).isEmpty();
        assertThat(archive.failure())
                .isNotNull()
                .hasMessageContaining("the archive in /warc cannot be written: no space left on device")
                .hasNoCause();
    }

    private void write() {
        List<Runnable> due = List.copyOf(writing);
        writing.clear();
        due.forEach(Runnable::run);
    }

    private String captured(int index) {
        EncodedCapture capture = ((Result.Robots) delivered.get(index)).archived();
        CapturePlace place =
                Objects.requireNonNull(Objects.requireNonNull(capture).place());
        assertThat(place.folder()).isEqualTo("/warc");
        var file = new String(disk.contents(place.file()), StandardCharsets.UTF_8);
        return file.substring((int) place.offset(), (int) (place.offset() + place.length()));
    }

    /** A result with a capture, or without one. */
    private static Result result(@Nullable String text) throws IOException {
        var command = new Output.FetchRobots(1, 1, "http://a.test", 0);
        var answer = new RobotsFetch.Answered(new RobotsAnswer.None(0), null);
        if (text == null) {
            return new Result.Robots(command, answer, null);
        }
        var records = new SpooledBytes(Spool.IN_MEMORY);
        records.write(text.getBytes(StandardCharsets.UTF_8));
        return new Result.Robots(
                command, answer, new EncodedCapture("http://a.test/robots.txt", NOW, records, null, null, null));
    }

    private static final class Lines implements ArchiveEncoder {
        @Override
        public String suffix() {
            return ".lines";
        }

        @Override
        public byte[] opening(String name, Instant at) {
            return (name + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts, Spool spool) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
