"""site.css is one file for the phone, made from the sheets as they are now."""

from django.contrib.staticfiles.storage import StaticFilesStorage

from config.staticfiles import BUNDLE, InlinedStaticFilesStorage


def collect(source, target) -> str:
    """One collectstatic run over a folder with site.css and a sheet it imports; returns what was written."""
    origin = StaticFilesStorage(location=source)
    names = [BUNDLE, "css/tokens.css"]
    (target / "css").mkdir(exist_ok=True)
    for name in names:
        (target / name).write_text((source / name).read_text())
    storage = InlinedStaticFilesStorage(location=target)
    for _done in storage.post_process({name: (origin, name) for name in names}):
        pass
    return (target / storage.stored_name(BUNDLE)).read_text()


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
