from django.db import models


class Artwork(models.Model):
    """A logo or a signature as it was, named by its content: what a certificate shows outlives the image."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=30)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256[:12]
