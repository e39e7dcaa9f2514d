"""A kept statement answers as the query that it was made from, whatever the values are."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.statements import VARIANTS, kept, kept_parts
from seoulsolution.core.visibility import is_public

pytestmark = pytest.mark.django_db

COLUMNS = ("pk", "title", "translation_key", "last_published_at", "live", "depth")


def plain(root, depth, slugs, keys):
    some = Q(slug__in=slugs) | Q(translation_key__in=keys)
    pages = Page.objects.filter(is_public()).filter(some, url_path__startswith=root, depth__lte=depth)
    return pages.order_by("path").values_list(*COLUMNS)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 8, 9])
def test_answer_is_that_of_the_query_for_lists_of_any_length(language: str, number: int):
    statement = kept(plain)
    pages = list(PolicyPage.objects.filter(locale__language_code=language).order_by("path")[:20])
    values = {
        "root": f"/{language}/policies/",
        "depth": 9,
        "slugs": [page.slug for page in pages[:number]],
        "keys": {page.translation_key for page in pages[10 : 10 + number]},
    }
    for _again in range(2):
        assert statement(**values) == list(plain(**values))
    assert len(statement(**values)) == 2 * number


def test_wildcards_of_a_text_are_only_characters():
    statement = kept(lambda start: Page.objects.filter(title__startswith=start).values_list("pk", flat=True))
    page = PolicyPage.objects.get(slug="topis", locale__language_code="en")
    page.title = "100%_done"
    page.save()
    assert statement(start="100%_") == [page.pk]
    assert statement(start="%") == statement(start="_") == []
    assert statement(start="'; --") == []


def test_query_is_composed_once_for_each_shape_of_the_values():
    composed = []

    def compose(slugs, language):
        composed.append(len(slugs))
        return PolicyPage.objects.filter(slug__in=slugs, locale__language_code=language).values_list("slug", flat=True)

    statement = kept(compose)
    for language in ("ko", "en", "xx"):
        statement(slugs=["topis"], language=language)
    for slugs in (["topis", "owl-bus"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]):
        statement(slugs=slugs, language="ko")
    assert composed == [1, 2, 4]


def test_rows_are_asked_for_every_time():
    statement = kept(lambda slug: PolicyPage.objects.filter(slug=slug).values_list("title", flat=True))
    assert "A title that is new" not in statement(slug="topis")
    PolicyPage.objects.filter(slug="topis").update(title="A title that is new")
    with CaptureQueriesContext(connection) as captured:
        assert statement(slug="topis") == ["A title that is new"] * 2
    assert len(captured) == 1


def test_statement_gives_pages_with_what_belongs_to_them(django_assert_num_queries):
    statement = kept(lambda slug: PolicyPage.objects.filter(slug=slug).select_related("locale", "area").order_by("pk"))
    expected = list(PolicyPage.objects.filter(slug="topis").order_by("pk"))
    statement(slug="topis")
    with django_assert_num_queries(1):
        pages = statement(slug="topis")
        assert [(page.locale.language_code, page.area.slug) for page in pages] == [
            ("ko", "transportation"),
            ("en", "transportation"),
        ]
    assert pages == expected
    assert [page.background.raw_data[:] for page in pages] == [page.background.raw_data[:] for page in expected]


def test_rows_can_have_names():
    statement = kept(lambda slug: PolicyPage.objects.filter(slug=slug).values_list("slug", "area__hue", named=True))
    row = statement(slug="topis")[0]
    assert (row.slug, row.area__hue) == tuple(
        PolicyPage.objects.filter(slug="topis").values_list("slug", "area__hue")[0]
    )


@pytest.mark.parametrize("value", [None, 1.5, [None]])
def test_value_that_has_no_place_is_refused(value):
    statement = kept(lambda slug: Page.objects.filter(slug=slug).values_list("pk"))
    with pytest.raises(TypeError, match="no place"):
        statement(slug=value)


def test_many_shapes_do_not_stay_for_ever():
    composed = []

    def compose(**slugs):
        composed.append(slugs)
        return Page.objects.filter(slug__in=list(slugs.values())).values_list("pk")

    statement = kept(compose)
    for _round in range(2):
        for number in range(1, VARIANTS + 2):
            statement(**{f"slug_{place}": "x" for place in range(number)})
    assert len(composed) == 2 * (VARIANTS + 1)


def test_statement_composed_by_one_thread_is_run_by_another_on_its_own_connection():
    seen = []

    def compose(depth):
        return Page.objects.filter(depth=depth).values_list("depth", flat=True)[:1]

    statement = kept(compose)

    def in_thread() -> list[int]:
        # The other thread sees the database of the tests without the transaction of this one.
        try:
            seen.append(connections["default"])
            return statement(depth=1)
        finally:
            connections["default"].close()

    assert statement(depth=1) == [1]
    if connection.vendor == "sqlite":
        pytest.skip("the database of the tests is in the memory of one connection")
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(in_thread).result() == [1]
    assert seen[0] is not connections["default"]


def titles(language, letters):
    pages = PolicyPage.objects.filter(locale__language_code=language)
    return (pages.filter(slug__in=letters) if letters else pages).order_by("title", "pk").values_list("title")


def test_parts_of_a_list_are_those_of_its_query():
    parts = kept_parts(titles)
    for language in ("ko", "en"):
        for part in (slice(0, 20), slice(20, 40), slice(150, 200), slice(300, 320), slice(None)):
            assert parts(language, ())[part] == list(titles(language, ())[part])
    assert parts("en", ("topis",))[:5] == list(titles("en", ("topis",)))
    assert parts("en", ())[:3] != parts("ko", ())[:3]


def test_part_is_composed_once_and_read_every_time():
    composed = []

    def compose(language):
        composed.append(language)
        return titles(language, ())

    parts = kept_parts(compose)
    first = parts("en")[:2]
    PolicyPage.objects.filter(title=first[0][0]).update(title="0 is before all letters")
    with CaptureQueriesContext(connection) as captured:
        assert parts("en")[:2][0] == ("0 is before all letters",)
    assert len(captured) == 1
    assert composed == ["en"]


def test_part_of_what_finds_nothing_is_empty_without_a_query(django_assert_num_queries):
    parts = kept_parts(lambda: Page.objects.filter(pk__in=[]).values_list("pk"))
    with django_assert_num_queries(0):
        assert parts()[:10] == []


def test_statement_is_read_once_and_answers_for_other_values():
    for value in ("first", "second"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s, '100%%', '%%s'", [value])
            assert cursor.fetchone() == (value, "100%", "%s")
            cursor.execute("SELECT %(value)s", {"value": value})
            assert cursor.fetchone() == (value,)
