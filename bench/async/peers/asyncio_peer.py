#!/usr/bin/python3
"""The rows on CPython's asyncio; with --uvloop as the last argument, on uvloop. See rounds.py for the arguments."""

import asyncio
import sys

import rounds


async def switch(tasks, count, watch):
    async def turns():
        for _ in range(count // tasks):
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for _ in range(tasks):
            group.create_task(turns())


async def nothing():
    pass


async def await_one(tasks, count, watch):
    for _ in range(count):
        await asyncio.create_task(nothing())


async def spawn(tasks, count, watch):
    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(nothing())


async def ping_pong(tasks, count, watch):
    there, back = asyncio.Queue(1), asyncio.Queue(1)

    async def answer():
        for _ in range(count):
            await back.put(await there.get())

    async with asyncio.TaskGroup() as group:
        group.create_task(answer())
        for i in range(count):
            await there.put(i)
            await back.get()


async def producer_consumer(tasks, count, watch):
    queue = asyncio.Queue(100)

    async def produce():
        for i in range(count):
            await queue.put(i)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        for _ in range(count):
            await queue.get()


async def semaphore(tasks, count, watch):
    permits = asyncio.Semaphore(10)

    async def work():
        for _ in range(count // tasks):
            async with permits:
                await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for _ in range(tasks):
            group.create_task(work())


async def gather(tasks, count, watch):
    async def value(i):
        await asyncio.sleep(0)
        return i

    for _ in range(max(count // tasks, 1)):
        await asyncio.gather(*[value(i) for i in range(tasks)])


async def timers(tasks, count, watch):
    async with asyncio.TaskGroup() as group:
        for i in range(count):
            group.create_task(asyncio.sleep((1 + i % 10) / 1000))


async def sleepers(tasks, count, watch):
    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(asyncio.sleep(10))


async def cancel(tasks, count, watch):
    sleeping = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0)
    watch.start()
    for task in sleeping:
        task.cancel()
    await asyncio.gather(*sleeping, return_exceptions=True)


async def echo(port):
    async def serve(reader, writer):
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=1024)
    print("ready", flush=True)
    await server.serve_forever()


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
    if sys.argv[-1] == "--uvloop":
        import uvloop

        uvloop.install()
    if sys.argv[1] == "echo":
        asyncio.run(echo(int(sys.argv[2])))
    else:
        rounds.measure(lambda *round: asyncio.run(ROWS[sys.argv[1]](*round)))
