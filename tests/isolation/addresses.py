"""Every address there is, as the resolver knows it: nothing has to be written down here for a new one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize


@dataclass(frozen=True)
class Address:
    """`template` has a %(name)s for each of `parameters`; `name` is how the access list calls it."""

    template: str
    parameters: tuple[str, ...]
    name: str
    path: str

    def filled(self, values: dict[str, object]) -> str:
        return "/" + self.template % {name: str(values[name]) for name in self.parameters}


def all_addresses() -> list[Address]:
    """In the order in which they are tried; a pattern with several forms gives one for each."""
    found: dict[tuple[str, str], Address] = {}
    for address in _walk(get_resolver(), "", ()):
        found.setdefault((address.template, address.name), address)
    return list(found.values())


def _walk(resolver: URLResolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = prefix + entry.pattern.regex.pattern.removeprefix("^").removeprefix(r"\A")
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name or entry.lookup_str))
            for template, parameters in normalize(pattern):
                yield Address(template, tuple(dict.fromkeys(parameters)), name, entry.lookup_str)
