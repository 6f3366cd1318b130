"""Static files: hashed names, compressed, and site.css and learn.js each as one file instead of a chain of imports."""

import re
from functools import partial

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(
    r"""@import\s+url\(["']?(?P<name>[^"')]+)["']?\)(?:\s+layer\((?P<layer>[\w.-]+)\))?\s*;"""
)
# A module imported for what it does; it has names of its own, and exports none.
JS_IMPORT = re.compile(r"""^import\s+["']\./(?P<name>[\w.-]+)["'];$""", re.M)
BUNDLE = "css/site.css"
JS_BUNDLE = "js/learn.js"


class InlinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A phone on a weak line asks once for the styles; development follows the imports as written."""

    def post_process(self, paths, dry_run=False, **options):
        """Writes what is imported into the bundles, then lets the manifest storage hash and compress."""
        for bundle, imported, inlined in (
            (BUNDLE, IMPORT, _inlined),
            (JS_BUNDLE, JS_IMPORT, _inlined_script),
        ):
            if bundle in paths and not dry_run:
                # From the sources: the copy of an earlier run has no imports left to follow.
                text = imported.sub(partial(inlined, paths), _source(paths, bundle))
                with open(self.path(bundle), "w") as file:
                    file.write(text)
                # The manifest storage reads from here on what was written, not where it was copied from.
                paths = {**paths, bundle: (StaticFilesStorage(self.location), bundle)}
        yield from super().post_process(paths, dry_run, **options)


def _source(paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as sheet:
        return sheet.read().decode()


def _inlined(paths, match: re.Match) -> str:
    text = _source(paths, f"css/{match['name']}")
    return f"@layer {match['layer']} {{\n{text}\n}}" if match["layer"] else text


def _inlined_script(paths, match: re.Match) -> str:
    """In braces, so that its names stay its own."""
    return "{\n" + _source(paths, f"js/{match['name']}") + "\n}"
