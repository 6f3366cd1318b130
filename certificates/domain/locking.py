"""What is decided about the certificates of one completion is decided one thing after another."""

from certificates.models import AvailableCertificate, Certificate


def lock_available(*, available_id: int) -> AvailableCertificate:
    """Held by whoever issues, corrects, hides, removes or revokes; what is read after it stays so until the end.

    Raises AvailableCertificate.DoesNotExist.
    """
    return AvailableCertificate.objects.select_for_update(of=("self",)).get(pk=available_id)


def locked_current(*, certificate_id: int) -> Certificate:
    """The certificate, locked, or the one that has come into its place meanwhile. Raises Certificate.DoesNotExist."""
    found = Certificate.objects.get(pk=certificate_id)
    lock_available(available_id=found.available_id)
    of_it = Certificate.objects.select_related("partner").filter(available_id=found.available_id)
    current = of_it.filter(replaced_at__isnull=True, removed_at__isnull=True).first()
    return current or of_it.get(pk=certificate_id)
