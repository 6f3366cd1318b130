"""The measure: a site as `wagtail start` makes it, with our blocks in its lessons and nothing else of ours."""
