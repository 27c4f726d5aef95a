#!/usr/bin/python3
"""The rows on Trio. See rounds.py for the arguments."""

import sys

import rounds
import trio
import trio.testing


async def switch(tasks, count, watch):
    async def turns():
        for _ in range(count // tasks):
            await trio.sleep(0)

    async with trio.open_nursery() as nursery:
        for _ in range(tasks):
            nursery.start_soon(turns)


async def nothing():
    pass


async def await_one(tasks, count, watch):
    for _ in range(count):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(nothing)


async def spawn(tasks, count, watch):
    async with trio.open_nursery() as nursery:
        for _ in range(count):
            nursery.start_soon(nothing)


async def ping_pong(tasks, count, watch):
    to_there, there = trio.open_memory_channel(1)
    to_back, back = trio.open_memory_channel(1)

    async def answer():
        for _ in range(count):
            await to_back.send(await there.receive())

    async with trio.open_nursery() as nursery:
        nursery.start_soon(answer)
        for i in range(count):
            await to_there.send(i)
            await back.receive()


async def producer_consumer(tasks, count, watch):
    send, receive = trio.open_memory_channel(100)

    async def produce():
        for i in range(count):
            await send.send(i)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(produce)
        for _ in range(count):
            await receive.receive()


async def semaphore(tasks, count, watch):
    permits = trio.Semaphore(10)

    async def work():
        for _ in range(count // tasks):
            async with permits:
                await trio.sleep(0)

    async with trio.open_nursery() as nursery:
        for _ in range(tasks):
            nursery.start_soon(work)


async def gather(tasks, count, watch):
    for _ in range(max(count // tasks, 1)):
        values = [None] * tasks

        async def value(i):
            await trio.sleep(0)
            values[i] = i

        async with trio.open_nursery() as nursery:
            for i in range(tasks):
                nursery.start_soon(value, i)


async def timers(tasks, count, watch):
    async with trio.open_nursery() as nursery:
        for i in range(count):
            nursery.start_soon(trio.sleep, (1 + i % 10) / 1000)


async def sleepers(tasks, count, watch):
    async with trio.open_nursery() as nursery:
        for _ in range(count):
            nursery.start_soon(trio.sleep, 10)


async def cancel(tasks, count, watch):
    async with trio.open_nursery() as nursery:
        for _ in range(count):
            nursery.start_soon(trio.sleep, 3600)
        await trio.testing.wait_all_tasks_blocked()
        watch.start()
        nursery.cancel_scope.cancel()


async def echo(port):
    async def serve(stream):
        async for data in stream:
            await stream.send_all(data)

    async with trio.open_nursery() as nursery:
        await nursery.start(lambda task_status: trio.serve_tcp(
            serve, port, host="127.0.0.1", backlog=1024, task_status=task_status))
        print("ready", flush=True)


ROWS = {
    "switch": switch,
    "await": await_one,
    "spawn": spawn,
    "ping-pong": ping_pong,
    "producer-consumer": producer_consumer,
    "semaphore": semaphore,
    "gather": gather,
    "timers": timers,
    "sleepers": sleepers,
    "cancel": cancel,
}

if __name__ == "__main__":
    if sys.argv[1] == "echo":
        trio.run(echo, int(sys.argv[2]))
    else:
        rounds.measure(lambda *round: trio.run(ROWS[sys.argv[1]], *round))
