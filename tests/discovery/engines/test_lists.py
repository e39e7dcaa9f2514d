from collections import Counter

import numpy
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.discovery.concepts import Field
from seoulsolution.discovery.engines.cluster.lists import Collector, TermList, joined, token
from seoulsolution.discovery.engines.cluster.scoring import together

TEXTS = st.lists(st.lists(st.sampled_from("abcde"), max_size=12), min_size=1, max_size=8)


def collected(texts: list[list[str]]) -> dict[int, TermList]:
    collector = Collector()
    for place, terms in enumerate(texts):
        collector.add(place, "en", Field.WORDS, terms)
    return collector.lists()


@given(TEXTS)
def test_lists_come_back_as_they_were_kept(texts: list[list[str]]):
    for term, one in collected(texts).items():
        again = TermList.decode(one.encode())
        assert again.places.tolist() == one.places.tolist()
        assert again.counts.tolist() == one.counts.tolist()
        assert again.positions.tolist() == one.positions.tolist()
        assert term in {token("en", Field.WORDS, letter) for letter in "abcde"}


@given(TEXTS, st.lists(st.sampled_from("abcde"), min_size=2, max_size=3))
def test_phrases_are_where_their_words_follow_each_other(texts: list[list[str]], phrase: list[str]):
    expected = {
        place: count
        for place, terms in enumerate(texts)
        if (count := sum(terms[at : at + len(phrase)] == phrase for at in range(len(terms))))
    }
    lists = collected(texts)
    wanted = [lists.get(token("en", Field.WORDS, term)) for term in phrase]
    if any(one is None for one in wanted):
        assert expected == {}
        return
    rows, counts = together(wanted)
    assert dict(zip(rows.tolist(), counts.tolist(), strict=True)) == expected


@given(TEXTS, st.data())
def test_documents_that_are_gone_leave_the_others_as_they_are(texts: list[list[str]], data: st.DataObject):
    gone = data.draw(st.sets(st.sampled_from(range(len(texts)))))
    stays = numpy.array([place not in gone for place in range(len(texts))])
    places = numpy.where(stays, numpy.cumsum(stays) - 1, -1)
    left = {term: one.kept(places) for term, one in collected(texts).items()}
    expected = collected([terms for place, terms in enumerate(texts) if place not in gone])
    for term, one in left.items():
        if len(one):
            assert one.spread.tolist() == expected[term].spread.tolist()
        else:
            assert term not in expected


def test_lists_of_several_parts_follow_each_other():
    first, second = collected([["a"], ["a", "a"]]), collected([["b"], ["a"]])
    term = token("en", Field.WORDS, "a")
    whole = joined([first[term].moved(0), second[term].moved(2)])
    assert Counter(dict(zip(whole.places.tolist(), whole.counts.tolist(), strict=True))) == {0: 1, 1: 2, 3: 1}
