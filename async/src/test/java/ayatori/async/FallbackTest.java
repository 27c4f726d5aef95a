package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens without {@code --add-opens}. */
@Timeout(120)
final class FallbackTest {
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < 2; i++) {
                Async.run(() -> System.out.println(EventLoop.current().carrierKind()));
            }
            try {
                Async.run(RunOptions.defaults().withCarrier(CarrierKind.LOOP), () -> {});
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void fallsBackToTheBatonCarrierWithoutALogLine() throws Exception {
        Process program = ChildJvm.start(Program.class);
        try (var lines = program.inputReader()) {
            List<String> printed = lines.lines().toList();
            assertThat(printed).filteredOn("BATON"::equals).hasSize(2);
            assertThat(printed).noneMatch(line -> line.contains("tasks run on the baton")); // it is logged at DEBUG
            assertThat(printed.getLast()).startsWith("this JVM does not let the loop carrier be used: start it with");
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }
}
