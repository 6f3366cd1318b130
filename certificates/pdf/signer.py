"""Signs a PDF as PAdES wants it; the only place that loads pyHanko. See certificates.pdf.signing."""

import logging
from datetime import UTC, datetime
from io import BytesIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from .signing import SigningError

FIELD = "Signature"
DIGEST = "sha256"
# It would speak of the key's file; what went wrong is told by whoever asked.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class WarmSigner(SimpleSigner):
    """Holds an RSA key open: opening it anew twice a file costs more than to draw the file."""

    def __init__(self, found: SimpleSigner) -> None:
        super().__init__(found.signing_cert, found.signing_key, found.cert_registry)
        is_rsa = found.signing_cert.public_key.algorithm == "rsa"
        self._rsa = load_der_private_key(found.signing_key.dump(), password=None) if is_rsa else None

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run=False) -> bytes:
        if self._rsa is None or digest_algorithm != DIGEST:
            return await super().async_sign_raw(data, digest_algorithm, dry_run)
        return self._rsa.sign(data, PKCS1v15(), hashes.SHA256())


class Signer:
    """The key, read once. Raises SigningError for one that cannot be used."""

    def __init__(self, key: bytes, passphrase: str) -> None:
        try:
            found = SimpleSigner.load_pkcs12_data(key, other_certs=[], passphrase=passphrase.encode() or None)
        except (ValueError, TypeError) as error:
            raise SigningError("the key cannot be opened with this passphrase") from error
        self._key = WarmSigner(found)
        self.name = found.subject_name or ""
        self.valid_until: datetime = found.signing_cert.not_valid_after
        self.valid_from: datetime = found.signing_cert.not_valid_before

    def sign(self, data: bytes) -> bytes:
        """Certified: whatever is changed or added afterwards makes the signature invalid."""
        if not self.valid_from <= datetime.now(UTC) <= self.valid_until:
            raise SigningError(f"the key is valid until {self.valid_until:%d %B %Y} only")
        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            name=self.name,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            tight_size_estimates=True,
        )
        # PDF/UA wants every field tagged, or hidden: this one shows nothing.
        field = SigFieldSpec(
            FIELD,
            readable_field_name=FIELD,
            invis_sig_settings=InvisSigSettings(
                set_print_flag=False, set_hidden_flag=True, box_out_of_bounds=True
            ),
        )
        signer = PdfSigner(metadata, self._key, new_field_spec=field)
        return signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(data))).getvalue()
