package ayatori.examples;

import static ayatori.async.Async.gatherMap;
import static ayatori.async.Async.run;
import static ayatori.async.Async.toThread;

import ayatori.async.EventLoop;
import java.util.stream.IntStream;

/** Computations on the loop, which uses one core, and then on all cores. There is no interpreter lock. */
final class AllCores {
    /** Counts the primes among the hundred thousand numbers of a block. */
    int countPrimes(int block) {
        return (int) IntStream.range(block * 100_000, (block + 1) * 100_000)
                .filter(n ->
                        n > 1 && IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % d == 0))
                .count();
    }

    void program() throws Exception {
        var loop = EventLoop.current();
        long start = loop.nanoTime();
        int primes = 0;
        for (int block = 0; block < 20; block++) {
            primes += countPrimes(block);
        }
        long oneCore = loop.nanoTime() - start;
        IO.println("One core: %d primes in %d ms".formatted(primes, oneCore / 1_000_000));

        start = loop.nanoTime();
        var blocks = IntStream.range(0, 20).boxed().toList();
        var counts = gatherMap(blocks, block -> toThread(() -> countPrimes(block)));
        primes = counts.stream().mapToInt(count -> count).sum();
        long allCores = loop.nanoTime() - start;
        IO.println("All cores: %d primes in %d ms".formatted(primes, allCores / 1_000_000));
    }

    void main() throws Exception {
        run(this::program);
    }
}
