"""Hashtags: words that tie together what stands in different sections.

A tag is a row of what carries it, in the language of that page. Two tags are the same whatever their capitals, spaces
and composition: their keys are.
"""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .page_rows import PageRow

LONGEST = 80
# What no address holds in one step, or no tag at all: spaces, the mark itself, what parts an address.
LEFT_OUT = re.compile(r"[\s#/\\?\u0000-\u001f\u007f]+")


def tag_key(text: str) -> str:
    """“Night Bus”, “#night bus” and “nightbus” are “nightbus”; empty where nothing is left."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return LEFT_OUT.sub("", folded).strip(".")


class TagKeyField(models.CharField):
    """The key of the word beside it, made whenever the row is written, one at a time or many."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = tag_key(model_instance.word)  # type: ignore[attr-defined] # it stands beside the word of a Hashtag
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


class Hashtag(PageRow):
    """A tag of a page."""

    word = models.CharField(
        _("tag"), max_length=LONGEST, help_text=_("Without #. Capitals and spaces make no difference.")
    )
    # Casefolding makes some letters two or three.
    key = TagKeyField(max_length=3 * LONGEST, default="", editable=False, db_index=True)

    panels = [FieldPanel("word")]

    class Meta(PageRow.Meta):
        abstract = True
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        super().clean()
        self.word = " ".join(unicodedata.normalize("NFC", self.word).split()).lstrip("#").strip()
        if not tag_key(self.word):
            raise ValidationError({"word": _("A tag has letters or digits.")})
