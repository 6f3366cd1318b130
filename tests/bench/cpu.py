"""How long processes have kept a processor busy, and how large they are, as the kernel counts it."""

import os
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def seconds_of_tree(pid: int) -> float:
    """utime + stime of a process and all below it, those that have ended included."""
    return sum(seconds_of(one) for one in tree(pid))


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    parents = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            parents[int(folder.name)] = int(fields[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def seconds_of(pid: int) -> float:
    """utime + stime of one process and of its children that have ended."""
    fields = _stat(pid)
    if not fields:
        return 0.0
    ended_children = int(fields[13]) + int(fields[14])
    return _own_seconds(pid, fields) + ended_children / TICK


def memory_of(pid: int) -> int:
    """Bytes in memory that are the process's own: its heap, not the libraries it shares with others."""
    status = dict(line.split(":", 1) for line in (PROC / str(pid) / "status").read_text().splitlines())
    return 1024 * int(status["RssAnon"].split()[0])


def _own_seconds(pid: int, fields: list[str]) -> float:
    """utime + stime come in ticks of 10 ms; the scheduler holds the same sum in nanoseconds."""
    try:
        threads = (PROC / str(pid) / "task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    except (OSError, IndexError):
        return (int(fields[11]) + int(fields[12])) / TICK


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; empty when the process has gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
