"""A file that somebody compares with what was issued: its bytes go through a hash and are forgotten."""

from hashlib import sha256

from django.core.files.uploadhandler import FileUploadHandler

# A certificate has at most 200 kB: what is this large is none, whatever its hash.
LARGEST = 5_000_000
TOO_LARGE = "too large"


class Hashed:
    """What is left of the file. Neither its name nor a byte of it."""

    def __init__(self, digest: str) -> None:
        self.sha256 = digest


class HashingUpload(FileUploadHandler):
    """Hands on no chunk to any other handler. A file too large counts as one that was not issued."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self._hash, self._size = sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size <= LARGEST:
            self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> Hashed:
        return Hashed(self._hash.hexdigest() if self._size <= LARGEST else TOO_LARGE)
