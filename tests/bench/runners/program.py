"""Running the program that is measured, and what it cost. Used by the three runners beside it."""

import os
import subprocess
import sys
import tempfile
import threading
import time

LIMIT = 600.0
"""Seconds of waiting after which a program is stopped."""


class Cost:
    """What one run cost: wall and processor seconds, and the most memory that it held, in MiB.

    The memory is what the system tells of the child, which is never less than what this script held when it
    started it: so run the program before reading large files.
    """

    def __init__(self, wall, cpu, rss):
        self.wall, self.cpu, self.rss = wall, cpu, rss

    def fields(self):
        """As fields of a line of measures."""
        return {"wall": self.wall, "cpu": self.cpu, "rss": self.rss}


def run(command, given="", fine=(0, 1)):
    """Runs a command; gives back what it wrote, as text, and its `Cost`.

    `given` is what it reads from its standard input. An exit code that is not among `fine` ends this script with what
    the program said: code 1 tells of differences or conflicts, and is no failure.
    """
    with tempfile.TemporaryFile() as put, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        put.write(given.encode())
        put.seek(0)
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=put, stdout=out, stderr=said)
        stop = threading.Timer(LIMIT, child.kill)
        stop.start()
        _, status, used = os.wait4(child.pid, 0)
        stop.cancel()
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said.seek(0)
        if child.returncode not in fine:
            sys.exit(f"{' '.join(command)}: exit code {child.returncode}\n{said.read().decode(errors='replace')}")
        # Linux counts kibibytes, macOS bytes.
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024
        cost = Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)
        return out.read().decode(), cost


def words(text):
    """A text without white space: layout is not measured."""
    return "".join(text.split())
