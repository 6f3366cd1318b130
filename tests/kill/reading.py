"""What a phone shows of a page: its forms, and the one link or button that leads on."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """`fields`: what is sent whatever is chosen. `choices`: what may be chosen."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    leads_on: bool = False

    def value(self, name: str) -> str:
        return dict(self.fields).get(name, "")


class Page(HTMLParser):
    """`link`: where data-primary leads, if it is a link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.link = ""
        self._form: Form | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self._form = Form(said.get("action") or "")
            self.forms.append(self._form)
        elif tag == "a" and "data-primary" in said:
            self.link = said.get("href") or ""
        elif self._form:
            self._within(tag, said)

    def _within(self, tag: str, said: dict) -> None:
        if tag == "input" and said.get("type") == "hidden":
            self._form.fields.append((said.get("name") or "", said.get("value") or ""))
        elif tag == "input" and said.get("name") == "choice":
            self._form.choices.append(said.get("value") or "")
        if "data-primary" in said:
            self._form.leads_on = True

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None

    def form_to(self, part_of_action: str) -> Form | None:
        return next((form for form in self.forms if part_of_action in form.action), None)

    @property
    def form_onward(self) -> Form | None:
        return next((form for form in self.forms if form.leads_on), None)
