"""Runs one row of the table, round after round: the Python peers' harness.

Every peer's program is called alike: ROW TASKS COUNT SECONDS. A round does COUNT operations on TASKS tasks. Rounds of a
tenth of COUNT warm the program up for SECONDS of CPU time, then whole rounds follow for SECONDS more, at least one; each
prints its wall and CPU time in nanoseconds. SECONDS = 0 means no warm-up and one round.
"""

import sys
import time


class Watch:
    """Times a round; a row that has preparations to make starts it again after them."""

    def start(self):
        self.cpu = time.process_time_ns()
        self.wall = time.perf_counter_ns()

    def stop(self):
        return time.perf_counter_ns() - self.wall, time.process_time_ns() - self.cpu


def measure(row):
    """Runs the rounds of a row: a function of tasks, count and a watch."""
    tasks, count, seconds = int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    watch = Watch()
    until = time.process_time() + seconds
    while time.process_time() < until:
        row(tasks, count // 10, watch)
    until = time.process_time() + seconds
    while True:
        watch.start()
        row(tasks, count, watch)
        print(*watch.stop(), flush=True)
        if time.process_time() >= until:
            break
