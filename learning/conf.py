"""Names and spans of learning."""

from datetime import timedelta

# Between the wish to have everything removed and its being gone; the claim code takes the wish back.
REMOVAL_AFTER = timedelta(days=14)

# How long a course stays on a phone that keeps it.
KEPT_FOR = timedelta(days=14)
