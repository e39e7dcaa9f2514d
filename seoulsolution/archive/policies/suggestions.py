"""What a reader of a wrong address may have meant."""

from difflib import get_close_matches

from .models import PolicyPage

MOST = 4
LONGEST = 100


def suggest_policies(path: str, language: str) -> list[tuple[str, str]]:
    """(title, address) of policies whose id is near the last part of `path`, nearest first."""
    typed = path.strip("/").rsplit("/", 1)[-1][:LONGEST].lower()
    if len(typed) < 3:
        return []
    pages = PolicyPage.objects.published().translated().in_language(language)
    slugs = list(pages.order_by("path").values_list("slug", flat=True))
    near = get_close_matches(typed, slugs, n=MOST, cutoff=0.5)
    near += [slug for slug in slugs if typed in slug and slug not in near]
    meant = pages.filter(slug__in=near[:MOST]).select_related("locale").defer_streamfields() if near else ()
    found = {page.slug: (page.title, page.url or "") for page in meant}
    return [found[slug] for slug in near[:MOST]]
