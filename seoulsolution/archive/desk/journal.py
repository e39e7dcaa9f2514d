"""What people do at the desk, for Wagtail's log: names of the actions and how the history of a page tells them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry

ACTIONS: dict[str, tuple[Any, Any]] = {
    "desk.download_translation": (_("Download passages"), _("Downloaded the passages as a file")),
    "desk.upload_translation": (_("Upload a translation"), _("Took passages from an uploaded file")),
    "desk.machine_draft": (_("Make machine drafts"), _("Had untranslated passages drafted by a machine")),
}


def register_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(name, label, message)
