package ayatori.bench.async;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.Queue;
import ayatori.async.Semaphore;
import ayatori.async.Task;
import ayatori.async.TaskGroup;
import ayatori.async.net.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows on Ayatori. The carrier is chosen by the property {@code ayatori.carrier}. */
final class AyatoriPeer {
    private AyatoriPeer() {}

    /**
     * Runs a row.
     *
     * @param arguments as {@link Rounds} says; or {@code echo} and a port
     * @throws Exception what the row throws
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("echo")) {
            Async.run(() -> echo(Integer.parseInt(arguments[1])));
            return;
        }
        Rounds.run(
                arguments,
                Map.of(
                        "switch", AyatoriPeer::switches,
                        "await", AyatoriPeer::await,
                        "spawn", AyatoriPeer::spawn,
                        "ping-pong", AyatoriPeer::pingPong,
                        "producer-consumer", AyatoriPeer::producerConsumer,
                        "semaphore", AyatoriPeer::semaphore,
                        "gather", AyatoriPeer::gather,
                        "timers", AyatoriPeer::timers,
                        "sleepers", AyatoriPeer::sleepers,
                        "cancel", AyatoriPeer::cancel));
    }

    private static void switches(int tasks, int count, Rounds.Watch watch) throws Exception {
        Action turns = () -> {
            for (int i = 0; i < count / tasks; i++) {
                Async.sleep(Duration.ZERO);
            }
        };
        runInGroup(group -> {
            for (int i = 0; i < tasks; i++) {
                group.createTask(turns);
            }
        });
    }

    private static void await(int tasks, int count, Rounds.Watch watch) throws Exception {
        Async.run(() -> {
            for (int i = 0; i < count; i++) {
                Async.createTask(() -> {}).await();
            }
        });
    }

    private static void spawn(int tasks, int count, Rounds.Watch watch) throws Exception {
        runInGroup(group -> {
            for (int i = 0; i < count; i++) {
                group.createTask(() -> {});
            }
        });
    }

    private static void pingPong(int tasks, int count, Rounds.Watch watch) throws Exception {
        runInGroup(group -> {
            Queue<Integer> there = Queue.bounded(1);
            Queue<Integer> back = Queue.bounded(1);
            group.createTask(() -> {
                for (int i = 0; i < count; i++) {
                    back.put(there.get());
                }
            });
            for (int i = 0; i < count; i++) {
                there.put(i);
                back.get();
            }
        });
    }

    private static void producerConsumer(int tasks, int count, Rounds.Watch watch) throws Exception {
        runInGroup(group -> {
            Queue<Integer> queue = Queue.bounded(100);
            group.createTask(() -> {
                for (int i = 0; i < count; i++) {
                    queue.put(i);
                }
            });
            for (int i = 0; i < count; i++) {
                queue.get();
            }
        });
    }

    private static void semaphore(int tasks, int count, Rounds.Watch watch) throws Exception {
        runInGroup(group -> {
            Semaphore permits = new Semaphore(10);
            for (int t = 0; t < tasks; t++) {
                group.createTask(() -> {
                    for (int i = 0; i < count / tasks; i++) {
                        try (var _ = permits.acquire()) {
                            Async.sleep(Duration.ZERO);
                        }
                    }
                });
            }
        });
    }

    private static void gather(int tasks, int count, Rounds.Watch watch) throws Exception {
        Async.run(() -> {
            for (int done = 0; done < count; done += tasks) {
                List<Awaitable<Integer>> values = new ArrayList<>();
                for (int i = 0; i < tasks; i++) {
                    int value = i;
                    values.add(() -> {
                        Async.sleep(Duration.ZERO);
                        return value;
                    });
                }
                Async.gather(values);
            }
        });
    }

    private static void timers(int tasks, int count, Rounds.Watch watch) throws Exception {
        runInGroup(group -> {
            for (int i = 0; i < count; i++) {
                Duration delay = Duration.ofMillis(1 + i % 10);
                group.createTask(() -> Async.sleep(delay));
            }
        });
    }

    private static void sleepers(int tasks, int count, Rounds.Watch watch) throws Exception {
        Duration delay = Duration.ofSeconds(10);
        runInGroup(group -> {
            for (int i = 0; i < count; i++) {
                group.createTask(() -> Async.sleep(delay));
            }
        });
    }

    private static void cancel(int tasks, int count, Rounds.Watch watch) throws Exception {
        Async.run(() -> {
            List<Task<?>> sleeping = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sleeping.add(Async.createTask(() -> Async.sleep(Duration.ofHours(1))));
            }
            Async.sleep(Duration.ZERO);
            watch.start();
            sleeping.forEach(Task::cancel);
            Async.gatherOutcomes(sleeping);
        });
    }

    private static void echo(int port) throws Exception {
        var server = Streams.startServer(
                (reader, writer) -> {
                    for (byte[] bytes = reader.read(4096); bytes.length > 0; bytes = reader.read(4096)) {
                        writer.write(bytes);
                        writer.drain();
                    }
                },
                "127.0.0.1",
                port);
        try (server) {
            System.out.println("ready");
            server.serveForever();
        }
    }

    private static void runInGroup(TaskGroup.Body body) throws Exception {
        Async.run(() -> TaskGroup.run(body));
    }
}
