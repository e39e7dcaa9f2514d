"""What the form of an account says where Wagtail's own words are untrue of this site."""

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserFilterSet

from . import mails
from .forms import RULES

# The role is called “Administrator”; this is another, and above it.
SUPERUSER = _("Superuser")
MEANING = _(
    "May do everything, whatever the roles say. Leave it unticked for somebody who only has the role “Administrator”."
)
BY_MAIL = _(
    "Leave it empty: the person asks for a link by mail, by “Forgotten the password, or none yet?” on the page of the "
    "sign-in, and sets a password of their own."
)
BY_HAND = _("This site sends no mail: enter a first password, which the person changes after the first sign-in.")


class _Invitation:
    """How somebody new comes to a password; a setting decides it when it is said."""

    def __str__(self) -> str:
        return f"{BY_MAIL if mails.are_sent() else BY_HAND} {RULES}"


def connect() -> None:
    """To be called when the admin is there."""
    for form in (UserCreationForm, UserEditForm):
        fields: dict[str, Any] = form.base_fields
        fields["is_superuser"].label, fields["is_superuser"].help_text = SUPERUSER, MEANING
    UserCreationForm.base_fields["password1"].help_text = lazystr(_Invitation())
    UserFilterSet.base_filters["is_superuser"].label = SUPERUSER
