"""Pictures as a page shows them: in the words of the page, with what is known of the picture."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from ..passages import foreign_language
from . import renditions
from .licences import Licence
from .pictures import NO_WORDS, Picture

# What is said of a picture, by the name of its column.
SAID = {
    "alternative": _("alternative text"),
    "caption": _("caption"),
    "licence": _("licence"),
    "author": _("author"),
    "language": _("language"),
}


class PictureRow(models.Model):
    """A picture that belongs to a page, in the words of the page: they are what is translated."""

    image = models.ForeignKey("core.Picture", verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+")
    alternative = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, it is taken from the picture when the page is saved."),
    )
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, it is taken from the picture when the page is saved."),
    )

    class Meta:
        abstract = True

    @property
    def shown(self) -> "ShownPicture":
        return ShownPicture(self.image, self.alternative, self.caption)


class FileRow(models.Model):
    """A file that belongs to a page, by the title that it has there."""

    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, it is taken from the file when the page is saved."),
    )
    document = models.ForeignKey("core.ArchiveFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@dataclass(frozen=True)
class ShownPicture:
    """`alternative` and `caption` are the page's, the rest is the picture's. What decorates needs no alternative."""

    picture: Picture
    alternative: str
    caption: str
    is_decoration: bool = False

    @property
    def lacks(self) -> list[str]:
        """What is missing before readers may see it: names in SAID."""
        facts = [name for name in ("licence", "author", "language") if not getattr(self.picture, name)]
        said = ("caption",) if self.is_decoration else ("alternative", "caption")
        return [name for name in said if not getattr(self, name).strip()] + facts

    @property
    def markup(self) -> SafeString:
        attributes: dict[str, Any] = {"alt": self.alternative, "loading": "lazy", "decoding": "async"}
        foreign = foreign_language(self.alternative, get_language() or settings.LANGUAGE_CODE)
        if foreign:
            attributes["lang"] = foreign
        return SafeString(renditions.variants(self.picture, attributes).__html__())

    @property
    def licence(self) -> SafeString:
        """The terms, linked to where they stand."""
        if self.picture.licence not in Licence.values:
            return SafeString("")
        licence = Licence(self.picture.licence)
        if not licence.address:
            return format_html("{}", licence.label)
        return format_html('<a href="{}" rel="license noopener">{}</a>', licence.address, licence.label)

    @property
    def credit(self) -> str:
        """Author and terms in plain words."""
        label = str(Licence(self.picture.licence).label) if self.picture.licence in Licence.values else ""
        return " · ".join(part for part in (self.picture.author, label) if part)

    @property
    def source(self) -> SafeString:
        """Where it comes from; a web address as a link."""
        source = self.picture.source
        if source.startswith(("https://", "http://")):
            return format_html('<a href="{}" rel="noopener">{}</a>', source, _("Source of the picture"))
        return format_html("{}", source)

    @property
    def foreign_words(self) -> str:
        """The name of the language of the words in the picture, where it is not the reader's."""
        code = self.picture.language
        if not code or code in (NO_WORDS, get_language()):
            return ""
        return str(get_language_info(code)["name_translated"])
