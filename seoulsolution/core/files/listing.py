"""What editors see of pictures and files: lists with what is missing, filters, and a report of what is unfinished."""

from typing import Any

import django_filters
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.documents.views import documents as of_documents
from wagtail.images import get_image_model
from wagtail.images.views import images as of_images
from wagtail.permissions import policy_registry

from .kinds import DOCUMENTS
from .licences import Licence
from .pictures import Picture, PictureQuerySet, languages, picture_languages
from .showing import SAID

# Columns in the words of a page: the picture's own alternative text stands in Wagtail's column.
WORDS = {
    "description": SAID["alternative"],
    **{name: SAID[name] for name in ("caption", "licence", "author", "language")},
}


def lacking_choices() -> list[tuple[str, Any]]:
    return [("any", _("Anything")), *WORDS.items()]


def lacks(picture: Picture) -> str:
    return ", ".join(str(WORDS[name]) for name in picture.lacks) or "–"


class PicturesFilterSet(of_images.ImagesFilterSet):
    lacking = django_filters.ChoiceFilter(label=_("Lacks"), choices=lacking_choices, method="filter_lacking")
    licence = django_filters.ChoiceFilter(label=_("Licence"), choices=Licence.choices)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=picture_languages)

    def filter_lacking(self, pictures: PictureQuerySet, _name: str, value: str) -> PictureQuerySet:
        return pictures.unfinished() if value == "any" else pictures.lacking(value)


class PicturesView(of_images.IndexView):
    """Wagtail's list of pictures with what is known of each; as a table unless somebody asks for tiles."""

    filterset_class = PicturesFilterSet

    @cached_property
    def layout(self) -> str:
        return str(self.request.GET.get("layout", "list"))

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        if columns:
            columns[3:4] = [
                Column("lacks", label=_("Lacks"), accessor=lacks),
                Column("licence", label=_("Licence"), accessor="get_licence_display", sort_key="licence"),
                Column("author", label=_("Author"), sort_key="author"),
                Column("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
            ]
        return columns

    def get_valid_orderings(self) -> list[str]:
        own = [f"{sign}{name}" for name in ("licence", "author", "language") for sign in ("", "-")]
        return [*super().get_valid_orderings(), *own]


class FilesFilterSet(of_documents.DocumentsFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(kind.name, kind.label) for kind in DOCUMENTS.values()]
    )
    language = django_filters.ChoiceFilter(label=_("Language"), choices=languages)


class FilesView(of_documents.IndexView):
    """Wagtail's list of files with kind, size, pages and language."""

    filterset_class = FilesFilterSet

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        columns[2:3] = [Column("details", label=_("File"), accessor=lambda file: ", ".join(file.details))]
        return columns


def addresses() -> list[URLPattern]:
    """Before Wagtail's own under the same paths; by name Wagtail's are found, which have the same."""
    return [
        path("images/", PicturesView.as_view()),
        path("images/results/", PicturesView.as_view(results_only=True)),
        path("documents/", FilesView.as_view()),
        path("documents/results/", FilesView.as_view(results_only=True)),
    ]


class UnfinishedItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        policy = policy_registry.get_by_type(get_image_model())
        return bool(policy.user_has_any_permission(request.user, ["add", "change", "delete"]))


def unfinished_item() -> MenuItem:
    """In the menu of reports."""
    address = f"{reverse('wagtailimages:index')}?lacking=any"
    return UnfinishedItem(_("Unfinished pictures"), address, name="unfinished-pictures", icon_name="image", order=900)
