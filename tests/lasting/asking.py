"""The same over HTTP, to a server as production has it: misses are soon asked to wait, hits never."""

import http.client
import time
from collections import Counter

from tests.kill.server import NAME, Place, served

HOST = "127.0.0.1"
HEADERS = {"Host": NAME, "X-Forwarded-Proto": "https"}
# Between so many misses somebody checks a certificate that was given.
HIT_EVERY = 50


def ask(where: Place, *, others: list[str], given: str) -> tuple[str, list[str]]:
    """The figures, and what is wrong. `given`: a code as printed that leads to a certificate; `others` lead nowhere."""
    began, misses, hits, kind = time.monotonic(), Counter(), Counter(), True
    with served(where, workers=1, threads=4) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
        for number, code in enumerate(others):
            status, text = _get(connection, code)
            misses[status] += 1
            kind = kind and (status != 429 or "Please wait a minute" in text)
            if number % HIT_EVERY == 0:
                hits[_get(connection, given)[0]] += 1
        connection.close()
        log = server.log.read_text()
    minutes = (time.monotonic() - began) / 60
    wrong = []
    if set(misses) - {404, 429} or misses[404] > 20 * (minutes + 2):
        wrong.append(f"misses were answered {dict(misses)}")
    if set(hits) != {200}:
        wrong.append(f"hits were answered {dict(hits)}")
    if not kind:
        wrong.append("an answer that asks to wait does not say so")
    wrong += [f"a code stands in the server's log: {code}" for code in (*others, given) if code in log][:3]
    line = (
        f"{misses.total()} codes tried over HTTP, {misses[404]} told that they cannot be found, "
        f"{misses[429]} asked to wait; {hits[200]} of {hits.total()} real ones shown meanwhile"
    )
    return line, wrong


def _get(connection: http.client.HTTPConnection, code: str) -> tuple[int, str]:
    connection.request("GET", f"/check/{code}/", headers=HEADERS)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()
