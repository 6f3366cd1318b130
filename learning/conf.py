"""Names and spans of learning."""

from datetime import timedelta

# Between the wish to have everything removed and its being gone; the claim code takes the wish back.
REMOVAL_AFTER = timedelta(days=14)
