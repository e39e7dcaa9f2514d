"""allauth's forms in our words and within our limits."""

import struct
from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import attempts, mails

# What the libraries raise when a browser, or somebody else, sends no credential but something.
UNREADABLE = (AttributeError, InvalidSignature, LookupError, TypeError, ValueError, struct.error)

RULES = _("At least 12 characters. Not only digits, not your name or address, and none that many people use.")


def _word(form: Any, name: str, label: Any, *, help_text: Any = "", **attributes: Any) -> None:
    """Label and attributes of a field; a placeholder only repeats the label."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    if not isinstance(field.widget, forms.CheckboxInput):
        field.widget.attrs["class"] = "krds-input large"
    field.widget.attrs |= attributes


class SignInForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Name or mail address"), autocomplete="username", autocapitalize="none")
        self.fields["login"].widget.attrs["spellcheck"] = "false"
        _word(self, "password", _("Password"), autocomplete="current-password")


class ForgottenPasswordForm(account_forms.ResetPasswordForm):
    """Knows no accounts: whether there is one is found out in the background."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Mail address"), autocomplete="email")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        address = str(self.cleaned_data["email"])
        attempts.spend(request, "reset", address)
        mails.send_reset(address=address, language=get_language() or settings.LANGUAGE_CODE)
        return address


class NewPasswordForm(account_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), help_text=RULES)
        _word(self, "password2", _("The new password again"))


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Present password"))
        _word(self, "password1", _("New password"), help_text=RULES)
        _word(self, "password2", _("The new password again"))

    def clean_oldpassword(self) -> str:
        spent = attempts.spend(context.request, "password", self.user.get_username())
        password = super().clean_oldpassword()
        spent.give_back()
        return str(password)


class ConfirmByPasswordForm(account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"), autocomplete="current-password")


class LimitedCode(forms.Form):
    """A code may be guessed a few times from one address, and counts once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), autocomplete="one-time-code", inputmode="numeric", autocapitalize="none")

    def clean_code(self) -> str:
        user: Any = self.user  # type: ignore[attr-defined]
        spent = attempts.spend(context.request, "code", str(user.pk))
        code = str(super().clean_code())  # type: ignore[misc]
        # allauth remembers used codes in this process only.
        if attempts.how_often(f"code {user.pk} {''.join(code.split())}", seconds=120) > 1:
            raise factor_adapter().validation_error("incorrect_code")
        spent.give_back()
        return code


class CodeForm(LimitedCode, factor_forms.AuthenticateForm):
    pass


class ConfirmByCodeForm(LimitedCode, factor_forms.ReauthenticateForm):
    pass


class ActivateAppForm(LimitedCode, app_forms.ActivateTOTPForm):
    pass


class PasskeyForm(forms.Form):
    """What is no credential at all is refused like a wrong one."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE:
            raise factor_adapter().validation_error("incorrect_code") from None


class PasskeySignInForm(PasskeyForm, passkey_forms.LoginWebAuthnForm):
    pass


class PasskeyCodeForm(PasskeyForm, passkey_forms.AuthenticateWebAuthnForm):
    pass


class ConfirmByPasskeyForm(PasskeyForm, passkey_forms.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except UNREADABLE:
            raise factor_adapter().validation_error("incorrect_code") from None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name"), help_text=_("So that you tell it from your others: “Office computer”, “Phone”."))
        self.fields["name"].widget.attrs["maxlength"] = 60
        _word(
            self,
            "passwordless",
            _("Sign in with this passkey alone"),
            help_text=_(
                "It then asks for your fingerprint, face or PIN. Older security keys can only follow a password."
            ),
        )
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name"), maxlength=60)
