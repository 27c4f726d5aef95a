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

/** Captures what programs print. */
final class Printed {
    private Printed() {}

    /** Returns what a main method prints. */
    static String by(Action main) throws Exception {
        var bytes = new ByteArrayOutputStream();
        printingTo(bytes, main);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Returns what a program prints on a loop with the system's clock. */
    static String on(CarrierKind carrier, Action program) throws Exception {
        RunOptions options = RunOptions.defaults().withCarrier(carrier);
        return by(() -> Async.run(options, program));
    }

    /**
     * Returns what a program prints in virtual time. Each line begins with the second in which it was printed. The last line says
     * when the program ended.
     */
    static String overTime(CarrierKind carrier, Action program) throws Exception {
        var clock = new VirtualClock();
        var lines = new StampedLines(clock);
        RunOptions options = RunOptions.defaults().withCarrier(carrier).withClock(clock);
        printingTo(lines, () -> Async.run(options, program));
        return lines.text() + lines.stamp() + "end\n";
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

    /** Writes the time before each line. */
    private static final class StampedLines extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final VirtualClock clock;
        private boolean atLineStart = true;

        StampedLines(VirtualClock clock) {
            this.clock = clock;
        }

        @Override
        public void write(int b) {
            if (atLineStart) {
                bytes.writeBytes(stamp().getBytes(StandardCharsets.UTF_8));
            }
            bytes.write(b);
            atLineStart = b == '\n';
        }

        /** Such as "0s " or "1.5s ". */
        String stamp() {
            return clock.elapsed().toString().substring("PT".length()).replace('S', 's') + " ";
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
