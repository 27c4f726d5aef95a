package ayatori.examples;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What programs print. */
final class Printed {
    private Printed() {}

    /** The lines that a program prints. */
    static List<String> by(Action program) throws Exception {
        var bytes = new ByteArrayOutputStream();
        printingTo(bytes, program);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /**
     * What a program prints in virtual time, each line after the second in which it was printed, and in the last line when
     * it ended.
     */
    static String overTime(CarrierKind carrier, Action program) throws Exception {
        var clock = new VirtualClock();
        var stamped = new Stamped(clock);
        RunOptions options = RunOptions.defaults().withCarrier(carrier).withClock(clock);
        printingTo(stamped, () -> Async.run(options, program));
        return stamped.text.append(time(clock)).append(" end\n").toString();
    }

    private static void printingTo(OutputStream bytes, Action program) throws Exception {
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
    }

    /** The clock's time as people say it: 0s, 1.5s. */
    private static String time(VirtualClock clock) {
        Duration elapsed = clock.elapsed();
        return elapsed.toString().substring("PT".length()).replace("S", "s");
    }

    /** Puts the time at the start of each line. What is written is ASCII. */
    private static final class Stamped extends OutputStream {
        final StringBuilder text = new StringBuilder();
        private final VirtualClock clock;
        private boolean atLineStart = true;

        Stamped(VirtualClock clock) {
            this.clock = clock;
        }

        @Override
        public void write(int b) {
            if (atLineStart) {
                text.append(time(clock)).append(' ');
            }
            text.append((char) b);
            atLineStart = b == '\n';
        }
    }
}
