"""The tables of news with their pictures, of press coverage, and of resources with their files."""

from ...loading import limits
from ...loading.values import LanguageCode, WebAddress
from ...newsroom.models import NewsCategory, NewsPage, NewsroomPage
from ...newsroom.resources import ResourceIndexPage, ResourceKind, ResourcePage
from ...newsroom.rows import NewsPicture, PressItem, ResourceFile
from ..importing.facts import Codes, Named, Single
from ..importing.tables import RowTable, Table
from ..importing.words import Narrative, Plain, Rows
from .claims import DISPUTED, OF_A_PAGE, OF_FILES, OF_PICTURES, choice, file, organisation, picture

NEWS = Table(
    name="news",
    label=NewsPage._meta.verbose_name_plural,
    model=NewsPage,
    parent=NewsroomPage,
    needed=("title", "summary", "category", "dated"),
    names={"dated": "date", "keywords": "tags"},
    facts=(
        Single("dated", limits.NEWS_DATE),
        choice("category", NewsCategory),
        organisation("office"),
        Named("policies", "policy", lambda vocabulary: vocabulary.policies),
        Named("projects", "project", lambda vocabulary: vocabulary.projects),
        Named("places", "place", lambda vocabulary: vocabulary.places),
        *OF_A_PAGE,
    ),
    words=(
        Plain("title", limits.NEWS_TITLE),
        Plain("summary", is_required=True),
        Narrative("body"),
        Rows("keywords", ("word",), mark=";"),
        Plain("note"),
        DISPUTED,
    ),
)
PRESS = RowTable(
    name="press",
    label=PressItem._meta.verbose_name_plural,
    model=PressItem,
    of=NewsroomPage,
    relation="press",
    same=("address",),
    needed=("title", "outlet", "dated", "language", "address"),
    names={"dated": "date"},
    facts=(
        Single("title", limits.words(PressItem, "title", required=True)),
        Single("outlet", limits.words(PressItem, "outlet", required=True)),
        Single("dated", limits.NEWS_DATE),
        Single("language", LanguageCode(required=True)),
        Single("address", WebAddress(required=True)),
    ),
)
RESOURCES = Table(
    name="resources",
    label=ResourcePage._meta.verbose_name_plural,
    model=ResourcePage,
    parent=ResourceIndexPage,
    needed=("title", "summary", "kind", "languages"),
    names={"keywords": "tags"},
    facts=(
        choice("kind", ResourceKind),
        Codes("languages", LanguageCode(required=True), is_required=True),
        Single("year", limits.YEAR_OR_NONE),
        organisation("publisher"),
        Single("address", limits.WEBSITE),
        Single("video_address", limits.WEBSITE),
        Named("policies", "policy", lambda vocabulary: vocabulary.policies),
    ),
    words=(
        Plain("title", limits.words(ResourcePage, "title", required=True)),
        Plain("authors", limits.words(ResourcePage, "authors")),
        Plain("summary", is_required=True),
        Plain("transcript"),
        Rows("keywords", ("word",), mark=";"),
    ),
)
FILES = RowTable(
    name="resource-files",
    label=ResourceFile._meta.verbose_name_plural,
    model=ResourceFile,
    of=ResourcePage,
    relation="files",
    page_column="resource",
    same=("document",),
    needed=("document",),
    names={"document": "file"},
    hints=OF_FILES,
    facts=(file(),),
    words=(Plain("title", limits.words(ResourceFile, "title")),),
)
PICTURES = RowTable(
    name="news-pictures",
    label=NewsPicture._meta.verbose_name_plural,
    model=NewsPicture,
    of=NewsPage,
    relation="pictures",
    page_column="news",
    same=("image",),
    needed=("image",),
    names={"image": "picture"},
    hints=OF_PICTURES,
    facts=(picture(),),
    words=(
        Plain("alternative", limits.words(NewsPicture, "alternative")),
        Plain("caption", limits.words(NewsPicture, "caption")),
    ),
)
