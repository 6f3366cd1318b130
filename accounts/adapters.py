"""How allauth behaves here: staff are invited, nobody signs up."""

from email.utils import formataddr, parseaddr

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

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
