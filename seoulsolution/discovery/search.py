"""Search by the words of title, line and text, in every language."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from seoulsolution.archive.models import PolicyPage

LONGEST_QUERY = 200
MOST_WORDS = 8
FIELDS = [
    "title",
    "one_line",
    "summary",
    "keywords__word",
    "milestones__text",
    "difficulties__problem",
    "results__indicator",
]


@dataclass(frozen=True)
class Query:
    """What a reader typed, cut to what can be searched."""

    typed: str

    @property
    def words(self) -> list[str]:
        printable = "".join(c if c.isprintable() else " " for c in self.typed[:LONGEST_QUERY])
        return printable.split()[:MOST_WORDS]


def find_policies(query: Query, language: str) -> list[PolicyPage]:
    """Published policies that hold every word, in the reader's language where there is a version in it."""
    found = PolicyPage.objects.published()
    for word in query.words:
        matching = Q()
        for field in FIELDS:
            matching |= Q(**{f"{field}__icontains": word})
        found = found.filter(pk__in=PolicyPage.objects.filter(matching).values("pk"))
    if not query.words:
        return []
    in_title = Q()
    for word in query.words:
        in_title |= Q(title__icontains=word)
    keys = list(
        found.annotate(rank=Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField()))
        .order_by("rank", "-has_manual", "-year_started")
        .values_list("translation_key", flat=True)
    )
    return _in_order(list(dict.fromkeys(keys)), language)


def _in_order(keys: list[object], language: str) -> list[PolicyPage]:
    versions: dict[object, PolicyPage] = {}
    pages = PolicyPage.objects.published().filter(translation_key__in=keys).for_lists()
    for page in pages:
        if page.translation_key not in versions or page.locale.language_code == language:
            versions[page.translation_key] = page
    return [versions[key] for key in keys if key in versions]
