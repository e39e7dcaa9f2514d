"""What surrounds a page - breadcrumb, main menu, its other languages - read with one query."""

from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page

from .routing import root_url_path
from .visibility import is_public

# Where the home pages stand in the tree: the root is 1.
HOME_DEPTH = 2


@dataclass
class Surroundings:
    """`trail`: pages above, from the home page down. `menu`: the entries of the main menu."""

    home: Page | None = None
    trail: list[Page] = field(default_factory=list)
    menu: list[Page] = field(default_factory=list)
    versions: dict[str, Page] = field(default_factory=dict)


def read_surroundings(language: str, page: Page | None = None) -> Surroundings:
    """Surroundings of `page`, or of an address without a page, in `language`."""
    root = root_url_path(language)
    wanted = Q(url_path=root) | Q(show_in_menus=True, depth__lte=HOME_DEPTH + 2, url_path__startswith=root or "?")
    steps: list[str] = []
    if page is not None:
        width = Page.steplen
        steps = [page.path[:end] for end in range(HOME_DEPTH * width, len(page.path), width)]
        wanted |= Q(path__in=steps) | Q(translation_key=page.translation_key)
    around = Surroundings()
    pages = Page.objects.filter(is_public()).filter(wanted).select_related("locale").order_by("path")
    for other in pages:
        if other.url_path == root:
            around.home = other
        if other.path in steps:
            around.trail.append(other)
        if page is not None and other.translation_key == page.translation_key and other.alias_of_id is None:
            around.versions[other.locale.language_code] = other
        if other.show_in_menus and root and other.url_path.startswith(root):
            around.menu.append(other)
    return around
