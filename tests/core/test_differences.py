"""What was changed is found word by word, and nothing is lost or made up."""

from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core.differences import Kind, Piece, word_differences

TEXTS = st.lists(st.sampled_from(["서울", "버스", "bus", "2004", " ", ",", ".", "\n", "노선을"]), max_size=30).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_pieces_make_both_texts(before: str, after: str):
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.REMOVED) == after


def test_one_changed_figure_is_the_only_change():
    assert word_differences("In 2004, 53 routes ran.", "In 2004, 63 routes ran.") == [
        Piece(Kind.SAME, "In 2004, "),
        Piece(Kind.REMOVED, "53"),
        Piece(Kind.ADDED, "63"),
        Piece(Kind.SAME, " "),
        Piece(Kind.SAME, "routes ran."),
    ]


def test_same_text_has_no_change():
    assert {piece.kind for piece in word_differences("같은 글", "같은 글")} == {Kind.SAME}


def test_number_is_compared_as_a_whole():
    pieces = word_differences("버스 2,600대와 1.5배", "버스 2,700대와 1.5배")
    assert Piece(Kind.REMOVED, "2,600대와") in pieces
    assert Piece(Kind.ADDED, "2,700대와") in pieces
