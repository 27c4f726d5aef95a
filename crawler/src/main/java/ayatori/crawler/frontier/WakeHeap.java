package ayatori.crawler.frontier;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The times at which hosts are due, by the hosts' numbers: a heap of four branches in flat arrays. It takes 16 bytes a host.
 * Hosts that are due at the same time are in the order of their numbers.
 */
final class WakeHeap {
    private static final int BRANCHES = 4;
    private static final int ABSENT = -1;

    /** The heap: hosts, the earliest first. */
    private int[] heap = new int[16];

    private int size;

    /** By host: its time, and its index in the heap. */
    private long[] wakeNanos = new long[16];

    private int[] index = filled(16);

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(int host) {
        return host < index.length && index[host] != ABSENT;
    }

    /** The host that is due first; the heap must not be empty. */
    int first() {
        return heap[0];
    }

    /** When the first host is due; {@link Nanos#NEVER} if there is none. */
    long firstNanos() {
        return size == 0 ? Nanos.NEVER : wakeNanos[heap[0]];
    }

    /** When a host that is contained is due. */
    long wakeNanos(int host) {
        return wakeNanos[host];
    }

    /** Adds a host, or moves it to another time. */
    void put(int host, long timeNanos) {
        reserve(host);
        wakeNanos[host] = timeNanos;
        if (index[host] == ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, grown(size));
            }
            up(size++, host);
        } else {
            up(index[host], host);
            down(index[host], host);
        }
    }

    /** Removes a host if it is contained. */
    void remove(int host) {
        if (!contains(host)) {
            return;
        }
        int at = index[host];
        index[host] = ABSENT;
        int last = heap[--size];
        if (last != host) {
            up(at, last);
            down(index[last], last);
        }
    }

    /** Hands out some of the hosts that are due soon, the first among them, at most so many. */
    void forEachSoon(int count, IntConsumer receiver) {
        int[] soon = Arrays.copyOf(heap, Math.min(count, size));
        for (int host : soon) {
            receiver.accept(host);
        }
    }

    private void up(int from, int host) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) / BRANCHES;
            if (!isBefore(host, heap[parent])) {
                break;
            }
            set(at, heap[parent]);
            at = parent;
        }
        set(at, host);
    }

    private void down(int from, int host) {
        int at = from;
        while (true) {
            int child = at * BRANCHES + 1;
            if (child >= size) {
                break;
            }
            int least = child;
            for (int other = child + 1; other < Math.min(child + BRANCHES, size); other++) {
                least = isBefore(heap[other], heap[least]) ? other : least;
            }
            if (!isBefore(heap[least], host)) {
                break;
            }
            set(at, heap[least]);
            at = least;
        }
        set(at, host);
    }

    private void set(int at, int host) {
        heap[at] = host;
        index[host] = at;
    }

    private boolean isBefore(int a, int b) {
        return wakeNanos[a] != wakeNanos[b] ? wakeNanos[a] < wakeNanos[b] : a < b;
    }

    private void reserve(int host) {
        int length = index.length;
        if (host >= length) {
            int newLength = Math.max(host + 1, grown(length));
            wakeNanos = Arrays.copyOf(wakeNanos, newLength);
            index = Arrays.copyOf(index, newLength);
            Arrays.fill(index, length, newLength, ABSENT);
        }
    }

    private static int grown(int length) {
        return length + (length >> 1);
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, ABSENT);
        return array;
    }
}
