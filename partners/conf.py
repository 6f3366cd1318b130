"""Names that the partners' floor gives to the outside."""

BOROUGH_COOKIE = "borough"
BOROUGH_COOKIE_DAYS = 400

# Words that can never be a partner's address, because the site itself stands there.
RESERVED_SLUGS = frozenset(
    {
        "_util",
        "account",
        "admin",
        "borough",
        "certificate",
        "check",
        "documents",
        "healthz",
        "help",
        "learn",
        "media",
        "my-data",
        "my-learning",
        "sign-in",
        "sign-out",
        "staff",
        "static",
        "theme",
        "words",
    }
)
