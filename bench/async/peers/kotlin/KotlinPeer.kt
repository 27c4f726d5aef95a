package ayatori.bench.async

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.yield

/** The rows on Kotlin's coroutines, in the event loop of one thread that runBlocking is. Arguments as Rounds.java says. */
fun main(arguments: Array<String>) = Rounds.run(
    arguments,
    mapOf(
        "switch" to blocking { tasks, count, _ -> switches(tasks, count) },
        "await" to blocking { _, count, _ -> await(count) },
        "spawn" to blocking { _, count, _ -> spawn(count) },
        "ping-pong" to blocking { _, count, _ -> pingPong(count) },
        "producer-consumer" to blocking { _, count, _ -> producerConsumer(count) },
        "semaphore" to blocking { tasks, count, _ -> semaphore(tasks, count) },
        "gather" to blocking { tasks, count, _ -> gather(tasks, count) },
        "timers" to blocking { _, count, _ -> repeat(count) { launch { delay(1L + it % 10) } } },
        "sleepers" to blocking { _, count, _ -> repeat(count) { launch { delay(10_000) } } },
        "cancel" to blocking { _, count, watch -> cancel(count, watch) },
    ),
)

private fun blocking(round: suspend CoroutineScope.(Int, Int, Rounds.Watch) -> Unit) =
    Rounds.Row { tasks, count, watch -> runBlocking { round(tasks, count, watch) } }

private fun CoroutineScope.switches(tasks: Int, count: Int) =
    repeat(tasks) { launch { repeat(count / tasks) { yield() } } }

private suspend fun CoroutineScope.await(count: Int) = repeat(count) { async { }.await() }

private fun CoroutineScope.spawn(count: Int) = repeat(count) { launch { } }

private suspend fun CoroutineScope.pingPong(count: Int) {
    val there = Channel<Int>(1)
    val back = Channel<Int>(1)
    launch { repeat(count) { back.send(there.receive()) } }
    repeat(count) {
        there.send(it)
        back.receive()
    }
}

private suspend fun CoroutineScope.producerConsumer(count: Int) {
    val queue = Channel<Int>(100)
    launch { repeat(count) { queue.send(it) } }
    repeat(count) { queue.receive() }
}

private fun CoroutineScope.semaphore(tasks: Int, count: Int) {
    val permits = Semaphore(10)
    repeat(tasks) { launch { repeat(count / tasks) { permits.withPermit { yield() } } } }
}

private suspend fun gather(tasks: Int, count: Int) = repeat(maxOf(count / tasks, 1)) {
    coroutineScope {
        List(tasks) {
            async {
                yield()
                it
            }
        }.awaitAll()
    }
}

private suspend fun CoroutineScope.cancel(count: Int, watch: Rounds.Watch) {
    val sleeping = List(count) { launch { delay(3_600_000) } }
    yield()
    watch.start()
    sleeping.forEach { it.cancel() }
    sleeping.joinAll()
}
