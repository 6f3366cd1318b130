"""site.css and learn.js are one file each for the phone, made from the sheets and modules as they are now."""

import re
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

from config.staticfiles import BUNDLE, JS_BUNDLE, InlinedStaticFilesStorage

SCRIPTS = Path(__file__).parents[1] / "static/js"


def collect(source, target, bundle: str = BUNDLE) -> str:
    """One collectstatic run over a folder with a bundle and what it imports; returns what was written."""
    origin = StaticFilesStorage(location=source)
    names = [path.relative_to(source).as_posix() for path in source.rglob("*.*")]
    for name in names:
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text((source / name).read_text())
    storage = InlinedStaticFilesStorage(location=target)
    for _done in storage.post_process({name: (origin, name) for name in names}):
        pass
    return (target / storage.stored_name(bundle)).read_text()


def test_imported_sheets_are_inlined_with_their_layer(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "css").mkdir(parents=True)
    target.mkdir()
    (source / BUNDLE).write_text('@layer tokens;\n@import url("tokens.css") layer(tokens);\n')
    (source / "css/tokens.css").write_text(":root { --a: 1 }")

    first = collect(source, target)
    (source / "css/tokens.css").write_text(":root { --a: 2 }")
    second = collect(source, target)

    assert first == "@layer tokens;\n@layer tokens {\n:root { --a: 1 }\n}\n"
    assert "--a: 2" in second


def test_imported_modules_are_inlined_each_with_names_of_its_own(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "js").mkdir(parents=True)
    target.mkdir()
    (source / JS_BUNDLE).write_text('// Two.\nimport "./a.js";\nimport "./b.js";\n')
    for name in "ab":
        (source / f"js/{name}.js").write_text(f'const own = "{name}";')

    found = collect(source, target, JS_BUNDLE)

    assert found == '// Two.\n{\nconst own = "a";\n}\n{\nconst own = "b";\n}\n'


def test_no_module_of_the_bundle_needs_another_by_name():
    """In braces an export or a named import would be an error, and the phone would be left without all of it."""
    modules = re.findall(r"import \"\./([\w.]+)\";", (SCRIPTS / "learn.js").read_text())

    assert "listen.js" in modules
    for name in modules:
        assert not re.search(r"^\s*(import|export)\b", (SCRIPTS / name).read_text(), re.M), name
