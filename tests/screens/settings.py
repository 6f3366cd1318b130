"""The demo, with the made-up language from right to left."""

from config.settings.demo import *  # noqa: F403

MIDDLEWARE.insert(  # noqa: F405
    MIDDLEWARE.index("csp.middleware.CSPMiddleware"),  # noqa: F405
    "tests.screens.mirror.MirrorMiddleware",
)
