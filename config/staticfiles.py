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
            with StaticFilesStorage.open(self, BUNDLE) as sheet:
                text = sheet.read().decode()
            with open(self.path(BUNDLE), "w") as sheet:
                sheet.write(IMPORT.sub(self._inline, text))
            # The manifest storage reads from here on what was written, not where it was copied from.
            paths = {**paths, BUNDLE: (StaticFilesStorage(self.location), BUNDLE)}
        yield from super().post_process(paths, dry_run, **options)

    def _inline(self, match: re.Match) -> str:
        with StaticFilesStorage.open(self, f"css/{match['name']}") as sheet:
            text = sheet.read().decode().replace("url(../../", "url(../").replace('url("../../', 'url("../')
        return f"@layer {match['layer']} {{\n{text}\n}}" if match["layer"] else text
