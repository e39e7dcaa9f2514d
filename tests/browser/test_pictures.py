"""A picture is shown in the size and form that suits the window, with its words; a file is taken home."""

import pytest
from playwright.sync_api import Page

ADDRESS = "/{0}/policies/urban-railway/platform-screen-doors/"
SHOWN = """() => {
    const picture = document.querySelector('figure.picture img'), box = picture.getBoundingClientRect();
    return {source: picture.currentSrc, natural: picture.naturalWidth, left: box.left, right: box.right,
            shape: box.width / box.height, page: document.documentElement.scrollWidth};
}"""


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("width", "made"), [(390, "width-400"), (1280, "width-800")])
def test_picture_suits_the_window_and_says_whose_it_is(page: Page, language: str, width: int, made: str):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(ADDRESS.format(language))
    figure = page.locator("figure.picture")
    before = figure.bounding_box()
    figure.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure.picture img').naturalWidth > 0")
    shown = page.evaluate(SHOWN)
    assert f"{made}.format-avif" in shown["source"]
    assert 0 <= shown["left"] < shown["right"] <= width == shown["page"]
    assert shown["shape"] == pytest.approx(1000 / 600, abs=0.02)
    assert figure.bounding_box()["height"] == before["height"]
    assert (
        figure.get_by_role("img").get_attribute("alt")
        == {"ko": "승강장 안전문", "en": "Platform screen doors"}[language]
    )
    words = figure.inner_text()
    assert "2009년 설치한 승강장 안전문" in words
    assert {"ko": "저작자: 서울교통공사", "en": "Picture: 서울교통공사"}[language] in words
    assert {"ko": "공공누리 제1유형", "en": "KOGL Type 1"}[language] in words
    assert figure.locator('figcaption [lang="ko"]').count() == (2 if language == "en" else 0)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_file_is_taken_home_under_its_title(page: Page, language: str):
    page.goto(ADDRESS.format(language))
    with page.expect_download() as taken:
        page.locator("#material + ul a[download]").click()
    assert taken.value.suggested_filename == "White paper.pdf"
