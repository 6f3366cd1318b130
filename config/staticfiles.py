"""Static files: hashed names, compressed, and site.css as one file instead of a chain of imports."""

import re

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(
    r"""@import\s+url\(["']?(?P<name>[^"')]+)["']?\)(?:\s+layer\((?P<layer>[\w.-]+)\))?\s*;"""
)
BUNDLE = "css/site.css"


class InlinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A phone on a weak line asks once for the styles; development follows the imports as written."""

    def post_process(self, paths, dry_run=False, **options):
        """Writes the imported sheets into site.css, then lets the manifest storage hash and compress."""
        if BUNDLE in paths and not dry_run:
            # From the sources: the copy of an earlier run has no imports left to follow.
            bundle = IMPORT.sub(lambda match: _inlined(paths, match), _source(paths, BUNDLE))
            with open(self.path(BUNDLE), "w") as sheet:
                sheet.write(bundle)
            # The manifest storage reads from here on what was written, not where it was copied from.
            paths = {**paths, BUNDLE: (StaticFilesStorage(self.location), BUNDLE)}
        yield from super().post_process(paths, dry_run, **options)


def _source(paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as sheet:
        return sheet.read().decode()


def _inlined(paths, match: re.Match) -> str:
    text = _source(paths, f"css/{match['name']}")
    return f"@layer {match['layer']} {{\n{text}\n}}" if match["layer"] else text
