"""The small set of rich text features that trainers may use."""

PROSE_FEATURES = ["h3", "h4", "bold", "italic", "ul", "ol"]
PROSE_AND_LINK_FEATURES = [*PROSE_FEATURES, "link", "document-link"]
