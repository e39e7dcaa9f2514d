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
    pages = PolicyPage.objects.published().translated().in_language(language).select_related("locale")
    by_slug = {page.slug: page for page in pages.defer_streamfields()}
    near = get_close_matches(typed, by_slug, n=MOST, cutoff=0.5)
    near += [slug for slug in by_slug if typed in slug and slug not in near]
    return [(by_slug[slug].title, by_slug[slug].url or "") for slug in near[:MOST]]
