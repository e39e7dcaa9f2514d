"""From an address to a published page in two queries, whatever the depth of the tree."""

from wagtail.models import Page, Site


def root_url_path(language: str) -> str | None:
    """`url_path` of the home page of a language, from Wagtail's cached list of site roots."""
    for root in Site.get_site_root_paths():
        if root.language_code == language:
            return str(root.root_path)
    return None


def find_page(path: str, language: str) -> Page | None:
    """The live page at `path` (below the language prefix), with what its template reads."""
    root = root_url_path(language)
    if root is None:
        return None
    page = Page.objects.filter(url_path=root + path, live=True).first()
    model = page.specific_class if page is not None else None
    if page is None or model is None or not hasattr(model, "read_with"):
        return None
    return model._default_manager.select_related("locale", *model.read_with).get(pk=page.pk)
