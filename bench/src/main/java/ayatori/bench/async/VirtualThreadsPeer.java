package ayatori.bench.async;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** The rows on plain virtual threads, with the JDK's default scheduler: one carrier thread for each core. */
final class VirtualThreadsPeer {
    private VirtualThreadsPeer() {}

    /**
     * Runs a row.
     *
     * @param arguments as {@link Rounds} says; or {@code echo} and a port
     * @throws Exception what the row throws
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("echo")) {
            echo(Integer.parseInt(arguments[1]));
            return;
        }
        Rounds.run(
                arguments,
                Map.of(
                        "switch", VirtualThreadsPeer::switches,
                        "await", VirtualThreadsPeer::await,
                        "spawn", VirtualThreadsPeer::spawn,
                        "ping-pong", VirtualThreadsPeer::pingPong,
                        "producer-consumer", VirtualThreadsPeer::producerConsumer,
                        "semaphore", VirtualThreadsPeer::semaphore,
                        "gather", VirtualThreadsPeer::gather,
                        "timers", VirtualThreadsPeer::timers,
                        "sleepers", VirtualThreadsPeer::sleepers,
                        "cancel", VirtualThreadsPeer::cancel));
    }

    private static void switches(int tasks, int count, Rounds.Watch watch) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < count / tasks; i++) {
                    giveWay();
                }
            }));
        }
        joinAll(threads);
    }

    private static void await(int tasks, int count, Rounds.Watch watch) throws Exception {
        inVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                Thread.startVirtualThread(() -> {}).join();
            }
            return null;
        });
    }

    private static void spawn(int tasks, int count, Rounds.Watch watch) throws Exception {
        var ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread.startVirtualThread(ended::countDown);
        }
        ended.await();
    }

    private static void pingPong(int tasks, int count, Rounds.Watch watch) throws Exception {
        BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
        BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
        Thread answering = startVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                back.put(there.take());
            }
            return null;
        });
        inVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                there.put(i);
                back.take();
            }
            return null;
        });
        answering.join();
    }

    private static void producerConsumer(int tasks, int count, Rounds.Watch watch) throws Exception {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(100);
        Thread producing = startVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                queue.put(i);
            }
            return null;
        });
        inVirtualThread(() -> {
            for (int i = 0; i < count; i++) {
                queue.take();
            }
            return null;
        });
        producing.join();
    }

    private static void semaphore(int tasks, int count, Rounds.Watch watch) throws Exception {
        var permits = new Semaphore(10);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            threads.add(startVirtualThread(() -> {
                for (int i = 0; i < count / tasks; i++) {
                    permits.acquire();
                    try {
                        giveWay();
                    } finally {
                        permits.release();
                    }
                }
                return null;
            }));
        }
        joinAll(threads);
    }

    private static void gather(int tasks, int count, Rounds.Watch watch) throws Exception {
        for (int done = 0; done < count; done += tasks) {
            List<Callable<Integer>> values = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                int value = i;
                values.add(() -> {
                    giveWay();
                    return value;
                });
            }
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                executor.invokeAll(values);
            }
        }
    }

    private static void timers(int tasks, int count, Rounds.Watch watch) throws Exception {
        var ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            int millis = 1 + i % 10;
            startVirtualThread(() -> {
                Thread.sleep(millis);
                ended.countDown();
                return null;
            });
        }
        ended.await();
    }

    private static void sleepers(int tasks, int count, Rounds.Watch watch) throws Exception {
        var ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            startVirtualThread(() -> {
                Thread.sleep(10_000);
                ended.countDown();
                return null;
            });
        }
        ended.await();
    }

    private static void cancel(int tasks, int count, Rounds.Watch watch) throws Exception {
        var started = new CountDownLatch(count);
        List<Thread> sleeping = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sleeping.add(Thread.startVirtualThread(() -> {
                started.countDown();
                try {
                    Thread.sleep(3_600_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // and that is the end
                }
            }));
        }
        started.await();
        watch.start();
        sleeping.forEach(Thread::interrupt);
        joinAll(sleeping);
    }

    private static void echo(int port) throws IOException {
        try (var server = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress())) {
            System.out.println("ready");
            while (true) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                startVirtualThread(() -> {
                    try (connection) {
                        InputStream in = connection.getInputStream();
                        OutputStream out = connection.getOutputStream();
                        byte[] buffer = new byte[4096];
                        for (int read; (read = in.read(buffer)) > 0; ) {
                            out.write(buffer, 0, read);
                        }
                    }
                    return null;
                });
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // giving way is what is measured
    private static void giveWay() {
        Thread.yield();
    }

    static Thread startVirtualThread(Callable<?> body) {
        return Thread.startVirtualThread(() -> {
            try {
                body.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void inVirtualThread(Callable<?> body) throws InterruptedException {
        startVirtualThread(body).join();
    }

    private static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
