"""Names that the partners' floor gives to the outside."""

BOROUGH_COOKIE = "borough"
BOROUGH_COOKIE_DAYS = 400
# Text size and colours.
READING_COOKIE = "reading"
READING_COOKIE_DAYS = 400

# In the session: the partner for whom somebody with several acts on Wagtail's screens.
ACTING_FOR = "acting_for"

# Not a record: leads to the help page of the section one is in.
HELP_PAGE_KEY = "help_page"

# Where every help page stands, below the front page and below each section.
HELP_SLUG = "help"

# The page that explains the words we use, below the front page.
WORDS_SLUG = "words"

# Pictures and documents that every partner may choose from.
SHARED_COLLECTION = "shared"

# Below each section, and for the programme below the front page: no course can stand there.
SECTION_WORDS = frozenset({HELP_SLUG, "privacy", "accessibility"})

# The contact that each association keeps of itself, under one key: a shared course names whichever is near.
OWN_CONTACT_KEY = "your_landlord"

# A contact is rung again within a year; its keepers are reminded this many days before.
REVIEW_EVERY_DAYS = 365
REMIND_DAYS = (60, 30, 7)
# "This number did not work": what is counted for one contact in one day; more say nothing new.
REPORTS_A_DAY = 20

# Months for which work is kept, by kind: what is offered, the fewest and the most that a partner may decide.
RETENTION_MONTHS = {
    "retention_unclaimed": (13, 3, 24),
    "retention_claimed": (36, 12, 84),
    "retention_responses": (12, 1, 12),
}

# Words that can never be a partner's address, because the site itself stands there.
RESERVED_SLUGS = frozenset(
    {
        "_util",
        "accessibility",
        "account",
        "admin",
        "borough",
        "certificate",
        "check",
        "contact",
        "code",
        "documents",
        "healthz",
        "help",
        "invitation",
        "learn",
        "media",
        "my-data",
        "my-learning",
        "new",
        "phone",
        "privacy",
        "reading",
        "shared",
        "sign-in",
        "sign-out",
        "staff",
        "static",
        "tablet",
        "theme",
        "words",
    }
)

# What those who see people agree to first; a new version is asked of everybody again. The words stand in
# templates/partners/staff/terms_text.html.
TERMS_VERSION = "2026-11"

# 999 by video call, for whoever speaks sign language.
SIGN_LANGUAGE_999 = "https://999bsl.co.uk"
# Where Exit leads until the programme keeps a list of its own: a page that anybody might have open.
EXIT_ADDRESSES = ("https://www.bbc.co.uk/weather",)
# How long an invitation may be taken up, and how many somebody may send in a day.
INVITATION_DAYS = 14
INVITATIONS_A_DAY = 40
# Before the same letter is sent again.
INVITATION_PAUSE_MINUTES = 10
