import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core.links import LONGEST, readable, short

KOREAN = "http://policywiki.kr/%EC%93%B0%EB%A0%88%EA%B8%B0%EC%A2%85%EB%9F%89%EC%A0%9C"


def test_korean_in_an_address_is_read_as_korean():
    assert readable(KOREAN) == "http://policywiki.kr/쓰레기종량제"
    assert short(KOREAN) == "policywiki.kr/쓰레기종량제"
    assert short("https://readonly.wiki/w/%EC%93%B0%EB%A0%88%EA%B8%B0%20%EC%A2%85%EB%9F%89%EC%A0%9C") == (
        "readonly.wiki/w/쓰레기 종량제"
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/a%2Fb%20c%3Fd%25",  # signs that mean something
        "https://e.org/%BD%C5%B9%AE",  # EUC-KR
        "https://e.org/%EC%93",  # half a letter
        "https://e.org/%E2%80%AEfdp.exe",  # turns the direction of what follows
        "https://e.org/%E2%80%8B%C2%A0",  # takes no room, or only room
        "https://e.org/%EF%BD%A2yearbook%EF%BD%A3/",  # half as wide as the brackets that a keyboard has
    ],
)
def test_what_cannot_be_read_safely_stays_as_it_is(address: str):
    assert readable(address) == address


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("https://www.example.org/a/b/", "example.org/a/b"),
        ("https://example.org/", "example.org"),
        ("https://example.org/view.do?no=1&page=2", "example.org/view.do?no=1&page=2"),
        (
            "http://english.seoul.go.kr/mayor-park-won-soon%E2%80%99s-hope-journal-94-how-will-rent-change/",
            "english.seoul.go.kr/mayor-park-won-…-how-will-rent-change",
        ),
        (
            "https://resource.co/article/pay-you-throw-seoul-turning-down-volume-and-more-10628",
            "resource.co/article/pay-you-throw-…-volume-and-more-10628",
        ),
        ("http://[", "http://["),
    ],
)
def test_label_is_the_host_and_what_is_left_of_the_path(address: str, label: str):
    assert short(address) == label


@given(st.text(max_size=300))
def test_label_is_never_longer_than_it_has_to_be(path: str):
    label = short(f"https://example.org/{path}")
    assert label.startswith("example.org")
    assert len(label) <= max(LONGEST, len(f"example.org/{path}") if "…" not in label else 0)
