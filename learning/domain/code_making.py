"""Makes a claim code: said once, stored as a hash."""

from django.utils import timezone

from learning.models import ClaimCode, CodeReset

from . import claim_codes


def make_code(*, learner_id: int, is_starter: bool, reset: CodeReset | None = None) -> str:
    """Within the transaction of the act that asks for it."""
    code = claim_codes.new_code()
    ClaimCode.objects.create(
        learner_id=learner_id,
        code_hash=claim_codes.code_hash(code),
        is_starter=is_starter,
        reset=reset,
        made_at=timezone.now(),
    )
    return code
