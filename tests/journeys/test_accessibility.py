"""Every kind of page for everybody: axe, targets, reflow and what a screen reader is told. `bin/screens --check`
looks at each page in every way; here each is looked at in one way as a whole and in its opposite at what differs.
"""

from itertools import count

import pytest

from tests.journeys.conftest import PHONE
from tests.screens.checks import LOOK_RULES, LOOKS, axe, looked_at, measured, reflowed, spoken
from tests.screens.learner import learner_kinds
from tests.screens.staff import staff_kinds


@pytest.mark.parametrize("kinds", [learner_kinds, staff_kinds])
def test_every_kind_of_page_is_for_everybody(site, phone, kinds):
    page, turn, found = phone(size=PHONE), count(), []
    page.set_default_timeout(15_000)

    for kind in kinds(page, site):
        at = next(turn)
        look, opposite = LOOKS[at % len(LOOKS)], LOOKS[-1 - at % len(LOOKS)]
        lines = spoken(page) + reflowed(page)
        with looked_at(page, look):
            lines += [f"{look}: {line}" for line in (*axe(page), *measured(page))]
        with looked_at(page, opposite):
            lines += [f"{opposite}: {line}" for line in (*axe(page, LOOK_RULES), *measured(page))]
        found += [f"{kind}: {line}" for line in lines]

    assert found == []
    assert next(turn) > 25
