"""Compiles every template of ours and looks up the parents, includes and static files it names."""

import os
import sys
from pathlib import Path

import django
from django.contrib.staticfiles import finders
from django.template import Origin, Template, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode

REPOSITORY = Path(__file__).resolve().parent.parent


def own_folders(engine):
    """The folders templates are read from, without those of installed libraries."""
    for folder in map(Path, engine.template_dirs):
        inside = folder.is_relative_to(REPOSITORY) and "site-packages" not in folder.parts
        if inside and folder.is_dir():
            yield folder


def literal(expression):
    """The text of a template expression that is a plain constant, or None."""
    value = getattr(expression, "var", None)
    return str(value) if isinstance(value, str) and not expression.filters else None


def missing(template, engine):
    """What the compiled template names in so many words but what is not there."""

    def find_template(name):
        try:
            return engine.get_template(name)
        except TemplateDoesNotExist:
            return None

    kinds = [
        (ExtendsNode, lambda node: literal(node.parent_name), find_template),
        (IncludeNode, lambda node: literal(node.template), find_template),
        (StaticNode, lambda node: literal(node.path), finders.find),
    ]
    for kind, name_of, find in kinds:
        for node in template.nodelist.get_nodes_by_type(kind):
            name = name_of(node)
            # "./" and "../" are resolved while compiling, so a name that is left is absolute.
            if name and not find(name):
                yield node.token.lineno, f"{name} does not exist"


def faults(engine):
    """Yields (file, line, what is wrong) for every template of ours."""
    for folder in own_folders(engine):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = file.relative_to(folder).as_posix()
            origin = Origin(name=str(file), template_name=name)
            try:
                template = Template(file.read_text(encoding="utf-8"), origin, name, engine.engine)
            except TemplateSyntaxError as error:
                yield file, getattr(getattr(error, "token", None), "lineno", 1), str(error)
            else:
                for line, what in missing(template, engine.engine):
                    yield file, line, what


def main():
    sys.path.insert(0, str(REPOSITORY))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    found = [fault for engine in engines.all() if hasattr(engine, "engine") for fault in faults(engine)]
    for file, line, what in found:
        print(f"{file.relative_to(REPOSITORY)}:{line}: {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
