"""Names and spans of learning."""

from datetime import timedelta

# Between the wish to have everything removed and its being gone; the claim code takes the wish back.
REMOVAL_AFTER = timedelta(days=14)

# How long a course stays on a phone that keeps it.
KEPT_FOR = timedelta(days=14)

# How long the slip of a reset may lie before it opens nothing any more.
RESET_WITHIN = timedelta(days=7)

# The most slips that staff print at once.
SLIPS_AT_ONCE = 30
