"""All addresses that the site answers, as the resolver knows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from .access import access_list


@dataclass(frozen=True)
class Address:
    """`name` as the access list calls it; `route` is the whole pattern as it is written."""

    name: str
    route: str
    pattern: URLPattern


def addresses() -> list[Address]:
    """Every address, of the libraries too. Several patterns may share a name."""
    return list(_below(get_resolver(), "", ""))


def _below(resolver, namespace: str, route: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        whole = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(namespace + (entry.name or entry.lookup_str), whole, entry)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, inner, whole)


def unlisted_addresses() -> list[str]:
    """Addresses that nobody has said anything about; each answers 404."""
    return sorted({address.name for address in addresses()} - set(access_list()))


def entries_without_address() -> list[str]:
    """Entries of the access list whose address is gone."""
    return sorted(set(access_list()) - {address.name for address in addresses()})
