"""How the log is written."""

import logging
import re

# What PostgreSQL adds about the row that it refused, down to the next exception of a chain: it quotes whole rows.
QUOTED_ROW = re.compile(
    r"^(?:DETAIL|CONTEXT|HINT|QUERY|WHERE|LINE \d+):.*?(?=^\s*(?:The above exception was|During handling of)|\Z)",
    re.MULTILINE | re.DOTALL,
)
# The value at the end of what a database says in its first line; names of tables and constraints stand before it.
QUOTED_VALUE = re.compile(r"^((?:psycopg|django\.db|sqlite3)\S*: .*?): \".*$", re.MULTILINE)


class DiscreetFormatter(logging.Formatter):
    """Names, addresses and letters stand in no log, also not where a database quotes them in an error of its own."""

    def formatException(self, ei) -> str:  # noqa: N802 - logging's own name
        text = QUOTED_ROW.sub("DETAIL: …\n", super().formatException(ei))
        return QUOTED_VALUE.sub(r"\1: …", text)
