"""How somebody likes to read on this phone: the size of the text, light or dark. It stays in a cookie."""

from dataclasses import dataclass

TEXT_SIZES = ("normal", "large", "larger")
SCHEMES = ("phone", "light", "dark")


@dataclass(frozen=True)
class Reading:
    """`scheme` "phone": as the phone has it."""

    text: str = TEXT_SIZES[0]
    scheme: str = SCHEMES[0]

    @property
    def page_schemes(self) -> str:
        """As the page's own meta element says it."""
        return "light dark" if self.scheme == SCHEMES[0] else self.scheme

    def cookie(self) -> str:
        return f"{self.text}.{self.scheme}"


def reading_of(cookie: str) -> Reading:
    """What a cookie holds; the first of each where it holds anything else."""
    text, _dot, scheme = cookie.partition(".")
    return Reading(chosen_from(TEXT_SIZES, text), chosen_from(SCHEMES, scheme))


def chosen_from(offered: tuple[str, ...], given: str) -> str:
    """What was given where it was offered; else the first."""
    return given if given in offered else offered[0]
