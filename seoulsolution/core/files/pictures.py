"""Pictures of the archive: what editors upload, with what must be known of a picture before readers see it."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet, get_upload_to
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from .intake import PictureFileField, check_new_file, take_new_file
from .licences import Licence

NO_WORDS = "zxx"
# What a picture must have before a page shows it to readers; the words may stand in the page instead.
FACTS = ("licence", "author", "language")
REQUIRED = ("description", "caption", *FACTS)


def languages() -> list[tuple[str, Any]]:
    """Languages that stand in a picture or a file: those of the site, others that come with them, and none."""
    own = list(settings.LANGUAGES)
    named = [(code, get_language_info(code)["name_translated"]) for code in settings.FILE_LANGUAGES]
    return [*own, *(pair for pair in named if pair[0] not in dict(own))]


def picture_languages() -> list[tuple[str, Any]]:
    return [*languages(), (NO_WORDS, _("No words in the picture"))]


class PictureQuerySet(ImageQuerySet):
    def lacking(self, name: str) -> "PictureQuerySet":
        """Pictures without what stands in the column `name`."""
        return self.filter(**{name: ""})

    def unfinished(self) -> "PictureQuerySet":
        lacks = Q()
        for name in REQUIRED:
            lacks |= Q(**{name: ""})
        return self.filter(lacks)


class Picture(AbstractImage):
    """A picture as it was uploaded, cleaned. `description` is Wagtail's own column for the alternative text."""

    file = PictureFileField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows and what matters in it, for those who do not see it. A page begins with it and may"
            " say it in its own words and language."
        ),
    )
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("What, where and when. A page begins with it and may say it in its own words and language."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        blank=True,
        help_text=_("Under which terms others may use the picture."),
    )
    author = models.CharField(
        _("author"),
        max_length=200,
        blank=True,
        help_text=_("Who is to be named: a person, an office or a company."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=picture_languages,
        blank=True,
        help_text=_("The language of the words that stand in the picture."),
    )
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Where the picture comes from: a web address, or a collection and its number."),
    )

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "licence",
        "author",
        "language",
        "source",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("author"),
        index.SearchField("source"),
        index.FilterField("licence"),
        index.FilterField("language"),
        index.FilterField("description"),
        index.FilterField("caption"),
        index.FilterField("author"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        """A title is a name for editors and says nothing to those who do not see the picture."""
        return self.description

    @property
    def has_facts(self) -> bool:
        """Whether licence, author and language are known: without them no reader sees it."""
        return all(getattr(self, name) for name in FACTS)

    @property
    def lacks(self) -> list[str]:
        return [name for name in REQUIRED if not getattr(self, name)]

    def clean(self) -> None:
        """What readers see already stays complete; a new file is opened and cleaned."""
        super().clean()
        missing = [name for name in FACTS if not getattr(self, name)]
        if missing and self.pk and is_public(self):
            fault = _("A published page shows the picture: this must not be empty.")
            raise ValidationError(dict.fromkeys(missing, fault))
        check_new_file(self, "picture")

    def save(self, *args: Any, **kwargs: Any) -> None:
        take_new_file(self, "picture")
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile:  # noqa: A002 - Wagtail's name
        """Wagtail leaves its temporary file to chance; here it is closed."""
        with super().generate_rendition_file(filter, source=source) as file:
            file.seek(0)
            return ContentFile(file.read(), name=file.name)


def is_public(picture: Picture) -> bool:
    """Whether a published page shows `picture`: in its rows now, in its narrative as far as the index has been told.

    The page of an organisation shows its logo.
    """
    from ..vocabulary import Organisation
    from .showing import PictureRow

    if Organisation.objects.filter(logo=picture, is_listed=True).exists():
        return True
    models_of_rows: list[Any] = PictureRow.__subclasses__()
    rows = (model.objects.filter(image=picture, page__live=True) for model in models_of_rows)
    if any(found.exists() for found in rows):
        return True
    shown = ReferenceIndex.get_references_to(picture).filter(base_content_type=ContentType.objects.get_for_model(Page))
    pages = [int(pk) for pk in shown.values_list("object_id", flat=True)]
    return Page.objects.live().filter(pk__in=pages).exists()


class PictureRendition(AbstractRendition):
    """A picture in one size and form, as readers get it."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind")
        ]
        verbose_name = _("rendition of a picture")
        verbose_name_plural = _("renditions of pictures")
