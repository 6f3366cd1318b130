"""A component to be shown, and the states it is shown in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class State:
    label: str
    context: dict = field(default_factory=dict)
    is_focused: bool = False


@dataclass(frozen=True)
class Specimen:
    """`template` is the one that pages include."""

    title: str
    template: str
    states: list[State]

    @property
    def name(self) -> str:
        return self.template.removeprefix("components/").removesuffix(".html")
