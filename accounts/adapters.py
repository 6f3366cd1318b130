"""How allauth behaves here: staff are invited, nobody signs up."""

from email.utils import formataddr, parseaddr

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import get_language

from accounts.domain import count_try, mailbox_address, take_back_try
from accounts.rules import address_of_request

WRONG_PASSWORDS_SECONDS = 300
WRONG_PASSWORDS_OF_ONE_ADDRESS = 30
WRONG_PASSWORDS_FOR_ONE_MAILBOX = 5


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        """allauth's own refuses everybody where the proxy adds less than it was told to expect."""
        return address_of_request(request) or super().get_client_ip(request)

    def authenticate(self, request, **typed):
        """Over all web processes: allauth's own limits count for each by itself.

        Counted before the password is looked at, so that many at once are many; taken back where it was right.
        """
        mailbox = mailbox_address(typed.get("email") or "")
        limits = {
            f"from {address_of_request(request)}": WRONG_PASSWORDS_OF_ONE_ADDRESS,
            f"mailbox {mailbox}": WRONG_PASSWORDS_FOR_ONE_MAILBOX,
        }
        tried = {"kind": "passwords", "limits": limits, "seconds": WRONG_PASSWORDS_SECONDS}
        if not count_try(**tried):
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **typed)
        if user:
            take_back_try(**tried)
        return user

    def get_password_change_redirect_url(self, request) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def format_email_subject(self, subject: str) -> str:
        """Nothing before it: whoever sees the screen of a phone reads it."""
        return str(subject)

    def get_from_email(self) -> str:
        return formataddr((settings.SITE_NAME, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))

    def render_mail(self, template_prefix, email, context, headers=None):
        own = {"Auto-Submitted": "auto-generated", "Content-Language": get_language()}
        return super().render_mail(template_prefix, email, context, headers={**own, **(headers or {})})
