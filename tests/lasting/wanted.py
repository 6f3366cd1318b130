"""Makes a site on which so many certificates are wanted and none is drawn yet.

python -m tests.lasting.wanted COUNT
"""

from django.core.management import call_command

from tests.factories.courses import make_small_course
from tests.factories.partners import make_partners

from .holders import all_files, holders


def main(count: str) -> int:
    call_command("migrate", interactive=False, verbosity=0)
    make_small_course(make_partners())
    for _holder in holders(int(count)):
        pass
    return len(all_files())
