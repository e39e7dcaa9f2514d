"""The mark beside a claim: one thing on every page, whether its sources are numbered or named."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from seoulsolution.archive.policies.marks import ListedFor, SourceList
from seoulsolution.core.claims import Source

ADDRESS = "https://www.example.org/report/?a=1&b=2"
CITATION = 'City of Seoul, "White paper" <2004>'


def claim(**columns):
    return SimpleNamespace(**({"basis": "cited", "source": "", "confidence": "high", "disputed": ""} | columns))


def drawn(sources: SourceList, **columns) -> str:
    with override("en"):
        return sources.mark(claim(**columns)).markup


@pytest.fixture(params=[True, False], ids=["numbered", "named"])
def sources(request) -> SourceList:
    return SourceList([Source(ADDRESS), Source(CITATION)], policy_id="own", numbered=request.param)


def test_sources_are_named_with_what_to_link_to(sources: SourceList):
    html = drawn(sources, source=f"{ADDRESS}\n{CITATION}")
    assert (
        'href="https://www.example.org/report/?a=1&amp;b=2" rel="noopener">example.org/report/?a=1&amp;b=2</a>' in html
    )
    assert "City of Seoul, &quot;White paper&quot; &lt;2004&gt;</li>" in html
    assert html.count("<li>") == 2
    assert '<p class="confidence">High confidence</p>' in html
    assert ('href="#source-1">1</a>' in html) == sources.is_numbered
    two_ways = '<span class="on-screen">2 sources</span><span class="on-paper">sources 1, 2</span></summary>'
    assert ("<summary>sources 1, 2</summary>" if sources.is_numbered else two_ways) in html


def test_sources_of_a_claim_stand_in_the_order_of_their_numbers(sources: SourceList):
    assert drawn(sources, source=f"{CITATION}\n{ADDRESS}") == drawn(sources, source=f"{ADDRESS}\n{CITATION}")


@pytest.mark.parametrize("whose", ["policy", "project", "record", "page"])
def test_one_of_several_listed_sources_is_said_to_be_that(whose: str):
    listed = SourceList([Source(ADDRESS), Source(CITATION)], listed_for=ListedFor(whose))
    numbered = drawn(listed, basis="listed")
    assert 'listed sources <span class="on-paper">1, 2</span>' in numbered
    assert f"It stands in one of the sources listed for this {whose}:" in numbered
    alone = drawn(SourceList([Source(ADDRESS)]), basis="listed")
    assert ">source 1</summary>" in alone


def test_sources_are_counted_in_the_language_of_the_page(sources: SourceList):
    with override("ko"):
        html = sources.mark(claim(source=f"{ADDRESS}\n{CITATION}")).markup
    assert (">출처 1, 2</summary>" if sources.is_numbered else ">출처 2개</span>") in html


@pytest.mark.parametrize("basis", ["unrecorded", "cited", "listed"])
def test_claim_without_a_source_says_so(basis: str):
    for numbered in (True, False):
        html = drawn(SourceList(numbered=numbered), basis=basis)
        assert html == '<div class="marks"><span class="sign sign--unrecorded">no source recorded</span></div>'


def test_judgement_of_the_archive_is_named_as_that_everywhere(sources: SourceList):
    assert 'sign--judgement">The archive’s own judgement</span>' in drawn(sources, basis="judgement")


def test_dispute_is_said_with_its_note_and_without(sources: SourceList):
    assert '<span class="sign sign--disputed">disputed</span> Two &lt;reports&gt;</p>' in drawn(
        sources, disputed="Two <reports>"
    )
    assert "sign--disputed" in drawn(sources, confidence="low")
    assert "sign--disputed" not in drawn(sources, confidence="medium")
    assert '<span lang="ko">두 보고서가 다르다</span>' in drawn(sources, disputed="두 보고서가 다르다")


def test_text_of_a_source_is_never_markup_nor_an_address_that_runs(sources: SourceList):
    html = drawn(sources, source='javascript:alert(1)\n"><script>x</script> https://e.org/"onclick="x')
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert 'onclick="x' not in html


def test_equal_claims_share_a_mark_and_others_do_not(sources: SourceList):
    first = sources.mark(claim(source=ADDRESS))
    assert sources.mark(claim(source=ADDRESS)) is first
    for other in ({"confidence": "low"}, {"disputed": "x"}, {"basis": "listed"}, {"source": CITATION}):
        assert sources.mark(claim(**({"source": ADDRESS} | other))) is not first


def test_source_is_numbered_once_in_the_order_in_which_it_is_met():
    sources = SourceList([Source("A")])
    assert [s.number for s in sources.mark(claim(source="B\nA\nC")).sources] == [2, 1, 3]
    assert [s.source.text for s in sources] == ["A", "B", "C"]
    assert len(sources) == 3


def test_reference_to_another_policy_is_named_after_it_where_it_is_public():
    sources = SourceList([Source("A")], policy_id="own")
    mark = sources.mark(claim(source="policy:owl-bus\npolicy:gone\npolicy:own"))
    sources.resolve_policies({"owl-bus": SimpleNamespace(title="Owl <bus>", url="/en/owl-bus/")})
    with override("en"):
        html = mark.markup
    assert '<a href="/en/owl-bus/" rel="noopener">Sources of “Owl &lt;bus&gt;”</a>' in html
    assert "policy:gone</li>" in html
    assert sources.policy_ids() == {"owl-bus", "gone"}
    assert [s.source.text for s in mark.sources][2] == "A"


def test_source_is_printed_once_with_its_whole_address(settings: Any):
    settings.SITE_URL = "https://archive.example"
    long = "https://www.example.org/%EC%84%9C%EC%9A%B8/" + "a" * 80
    sources = SourceList(
        [Source(long), Source(f"Booklet ({ADDRESS})"), Source("White paper"), Source("policy:owl-bus")]
    )
    sources.resolve_policies({"owl-bus": SimpleNamespace(title="Owl", url="/en/owl-bus/")})
    with override("en"):
        assert [source.printed for source in sources] == [
            "https://www.example.org/서울/" + "a" * 80,
            f"Booklet ({ADDRESS})",
            "White paper",
            "Sources of “Owl”: https://archive.example/en/owl-bus/",
        ]
        assert next(iter(sources)).label.startswith("example.org/서울/aaa")


def test_mark_speaks_the_language_of_the_reader():
    for language, words in (("ko", "출처 2개"), ("en", "2 sources")):
        with override(language):
            assert words in SourceList(numbered=False).mark(claim(source="A\nB")).markup
