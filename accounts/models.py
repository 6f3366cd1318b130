"""The user: somebody who signs in with an e-mail address. Learners need none."""

import secrets
import unicodedata

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.validators import holds_hidden_signs


def random_id() -> str:
    """128 random bits as 22 letters: the names of things that outsiders see."""
    return secrets.token_urlsafe(16)


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Addresses are stored in lower case, so that one mailbox is one user."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(AbstractUser):
    username = None
    # In addresses of staff screens, in place of the number and of the e-mail address.
    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()
        self.first_name = unicodedata.normalize("NFC", self.first_name)
        self.last_name = unicodedata.normalize("NFC", self.last_name)
        # Letters are plain text: a name with a new line in it could write a paragraph of its own.
        hidden = [name for name in ("first_name", "last_name") if holds_hidden_signs(getattr(self, name))]
        if hidden:
            raise ValidationError(
                dict.fromkeys(hidden, _("This holds a hidden sign. Type it again by hand."))
            )


class EmailCode(models.Model):
    """A letter with a code, on its way to a mailbox: a keyed hash of the code, for ten minutes, for one browser.

    Says nothing of who asked for it, or whether anybody is known by the address. Gone after a day.
    """

    ticket_hash = models.CharField(max_length=64, unique=True)
    address = models.EmailField()
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["address", "sent_at"], name="accounts_code_mailbox")]

    def __str__(self) -> str:
        return f"e-mail code {self.pk}"


class Tries(models.Model):
    """How often something was tried in one short span. Of whom or what, only a keyed hash says; gone soon after."""

    name_hash = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"tries {self.pk}"
