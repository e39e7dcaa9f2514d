"""Of which policies a project, a transfer or a record tells: their texts in search and their PDFs follow it."""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete, pre_save

from seoulsolution.core import searchable

from ..policies.models import PolicyPage
from ..policies.tasks import enqueue_policies
from .models import ProjectPage
from .records import AdopterRecordPage
from .transfers import Transfer

# The column that leads from a row of each to the policies that it names.
COLUMNS: dict[type[models.Model], str] = {
    ProjectPage: "policies__policy__translation_key",
    AdopterRecordPage: "policies__policy__translation_key",
    Transfer: "policy__translation_key",
}


def _before(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What stands in the database before the row is saved or deleted."""
    if not raw and instance.pk:
        _follow(set(sender._default_manager.filter(pk=instance.pk).order_by().values_list(COLUMNS[sender], flat=True)))


def _after(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What the row itself names; the rows below a page are saved after it."""
    if not raw:
        policies = [instance.policy] if sender is Transfer else [row.policy for row in instance.policies.all()]
        _follow({policy.translation_key for policy in policies if policy})


def _follow(keys: set[Any]) -> None:
    """Have search and the PDFs of policies with these keys follow after the transaction."""
    keys.discard(None)
    if keys:
        searchable.announce("policy", keys)
        pages = PolicyPage.objects.filter(translation_key__in=keys, live=True).order_by("pk")
        transaction.on_commit(lambda: enqueue_policies(list(pages.values_list("pk", flat=True))), robust=True)


def connect() -> None:
    for model in COLUMNS:
        for signal, listener in ((pre_save, _before), (post_save, _after), (pre_delete, _before)):
            signal.connect(listener, sender=model, dispatch_uid=f"carried-{model.__name__}-{id(signal)}")
