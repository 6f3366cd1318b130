"""The table: medians and ranges of the rounds' own ratios, each beside its goal."""

import os
from collections.abc import Iterable
from statistics import median

from tests.bench.pages import BARE, TITLES
from tests.bench.phone import View

PAGE_GOAL = 0.60
# As many pages as it takes requests.
QUESTION_REQUESTS = {"in_place": 2, "by_pages": 3}
GOALS = {"question, in place": 2 * PAGE_GOAL, "question, by pages": 3 * PAGE_GOAL, "certificate": 0.35}
CERTIFICATE_GOAL = 0.70
TOGETHER_GOAL, SINGLY_GOAL = 0.50, 0.75
GROWTH_MIB = 5
# What somebody with little data is to pay at most for the first page, and for each one after it.
FIRST_KB, FIRST_REQUESTS = 50, 6
SECOND_KB, SECOND_REQUESTS = 12, 2
PDF_KB = 40
WIDTH = 52
NOTES = [
    "\nA ratio compares what two servers used in the same round, utime + stime, one request at a time. Ratios",
    "of several runs differ by about a tenth, more where others are at work; bytes and requests are exact.",
    "kB is 1,000 bytes: bodies only, compressed as they were served, no pictures, sound or film.",
]


def heading(facts: dict, rounds: int, requests: int) -> list[str]:
    """What was done, and how busy the machine is."""
    return [
        f"\nThe lesson: {facts['lesson']['own']} ({', '.join(facts['blocks'])})",
        f"{rounds} rounds of {requests} requests to each page; {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f}",
        f"\n{'':{WIDTH}}{'median':>8}  {'min–max':<13}{'goal':>5}",
    ]


def pages(rounds: list[dict[str, float]]) -> list[str]:
    """CPU of each of our pages as a share of the bare lesson of its round."""
    milliseconds = [1000 * spent[BARE] for spent in rounds]
    bare = f"{median(milliseconds):.1f} ms, {min(milliseconds):.1f}–{max(milliseconds):.1f}"
    found = [f"CPU a request; 1.00 is the bare Wagtail lesson ({bare})"]
    for name, title in TITLES.items():
        found.append(line(title, [spent[name] / spent[BARE] for spent in rounds], GOALS.get(name, PAGE_GOAL)))
    return found


def questions(requests: dict[str, int]) -> list[str]:
    """Requests a question, with the script and without."""
    titles = {"in_place": "Requests a question, with its script", "by_pages": "Requests a question, without"}
    return ["", *(exact(titles[way], requests[way], QUESTION_REQUESTS[way]) for way in titles)]


def certificates(measured: dict) -> list[str]:
    """CPU of a certificate as a share of the default call's; its size, and the process's after many."""
    rounds, size = measured["rounds"], measured["bytes"]

    def shares(way: str) -> list[float]:
        return [spent[way] / spent["default"] for spent in rounds]

    default = median(1000 * spent["default"] for spent in rounds)
    return [
        f"\nCPU a certificate; 1.00 is weasyprint.HTML(string=…).write_pdf() ({default:.0f} ms)",
        line("From the same HTML", shares("ours"), CERTIFICATE_GOAL),
        line("Many as one PDF, a page", shares("together"), TOGETHER_GOAL),
        line("Many as single files in a zip, a page", shares("singly"), SINGLY_GOAL),
        line(
            "With making that HTML and its QR code",
            [(spent["ours"] + spent["making"]) / spent["default"] for spent in rounds],
        ),
        exact(f"kB of the PDF (default: {size['default'] / 1000:.1f})", size["ours"] / 1000, PDF_KB),
        exact("MiB more in memory from document 50 to 300", measured["growth"] / 2**20, GROWTH_MIB),
    ]


def phone(views: tuple[View, View]) -> list[str]:
    """Bytes and requests of a lesson, the first time and the second."""
    first, second = views
    return [
        "\nWhat a phone loads for a lesson",
        exact("First view, kB", first.bytes / 1000, FIRST_KB),
        exact("First view, requests", first.requests, FIRST_REQUESTS),
        exact("Second view, kB", second.bytes / 1000, SECOND_KB),
        exact("Second view, requests", second.requests, SECOND_REQUESTS),
        *(f"    {size / 1000:6.1f} kB  {address}" for address, size in first.parts.items()),
    ]


def line(title: str, ratios: Iterable[float], goal: float | None = None) -> str:
    """One row: the median decides."""
    ratios = list(ratios)
    middle, span = median(ratios), f"{min(ratios):.2f}–{max(ratios):.2f}"
    told = f"{goal:>5.2f}  {_verdict(middle, goal)}" if goal else ""
    return f"  {title:{WIDTH - 2}}{middle:>8.2f}  {span:<13}{told}".rstrip()


def exact(title: str, value: float, goal: int) -> str:
    """One row of what does not differ from run to run."""
    shown = f"{value:.1f}" if isinstance(value, float) else str(value)
    return f"  {title:{WIDTH - 2}}{shown:>8}  {'':13}{goal:>5}  {_verdict(value, goal)}"


def _verdict(value: float, goal: float) -> str:
    """Of the figure as it is printed."""
    return "reached" if round(value, 2) <= goal else "not reached"
