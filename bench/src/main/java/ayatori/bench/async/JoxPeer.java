package ayatori.bench.async;

import com.softwaremill.jox.Channel;
import java.util.Map;

/**
 * The rows on Jox: virtual threads and its own channels. The rows without a channel would be those of {@link
 * VirtualThreadsPeer}; its structured scopes need a preview feature of the JDK.
 */
final class JoxPeer {
    private JoxPeer() {}

    /**
     * Runs a row.
     *
     * @param arguments as {@link Rounds} says
     * @throws Exception what the row throws
     */
    public static void main(String[] arguments) throws Exception {
        Rounds.run(arguments, Map.of("ping-pong", JoxPeer::pingPong, "producer-consumer", JoxPeer::producerConsumer));
    }

    private static void pingPong(int tasks, int count, Rounds.Watch watch) throws Exception {
        Channel<Integer> there = Channel.newBufferedChannel(1);
        Channel<Integer> back = Channel.newBufferedChannel(1);
        Thread answering = VirtualThreadsPeer.startVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                back.send(there.receive());
            }
            return null;
        });
        VirtualThreadsPeer.inVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                there.send(i);
                back.receive();
            }
            return null;
        });
        answering.join();
    }

    private static void producerConsumer(int tasks, int count, Rounds.Watch watch) throws Exception {
        Channel<Integer> queue = Channel.newBufferedChannel(100);
        Thread producing = VirtualThreadsPeer.startVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                queue.send(i);
            }
            return null;
        });
        VirtualThreadsPeer.inVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                queue.receive();
            }
            return null;
        });
        producing.join();
    }
}
