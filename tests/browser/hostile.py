"""Fills every text that staff see with what an attacker would write; run once on a copy of the loaded database.

Fields are found by introspection: a new model falls into it by itself, and one that has no row fails here.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import StreamValue
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Comment, CommentReply, Page, TaskState

from seoulsolution.archive.desk.importing.models import MaterialImport
from seoulsolution.archive.models import (
    AdopterRecordPage,
    CityIssue,
    CityPage,
    CityVisit,
    Invitation,
    NewsPage,
    NewsPicture,
    NewsroomPage,
    OutgoingLink,
    OutgoingPlace,
    PolicyFile,
    PolicyPage,
    PolicyPicture,
    PolicyVideo,
    PressItem,
    ProgrammeMaterial,
    ProgrammePage,
    ProjectFile,
    ProjectPage,
    ResourceFile,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    TenderPage,
    TendersPage,
)
from seoulsolution.core.models import ArchiveFile, FileText, Picture, WithdrawnAddress
from seoulsolution.discovery.models import UnansweredSearch
from tests.core.files.samples import pdf, photograph

# What one sees of a template that was evaluated, in any of their languages; too long to be in a time by chance.
EVALUATED = "79245433"
# Elements that only exist where text was taken for markup.
FOREIGN = "data-ran"
LONGEST = (
    '"\'><img src=/ran data-ran onerror="window.ran=1"><script data-ran>window.ran=1</script>'
    '<a data-ran href="javascript:window.ran=1">a</a>{{ 7|add:79245426 }}{% debug %}${7919*10007}'
    '<b data-ran data-controller="w-init" hx-get="/ran" x-init="ran=1">b</b></textarea><i data-ran>\u202e\u2066'
)
TEXTS = [
    LONGEST,
    '"><img src=/ran data-ran onerror=ran=1>{{7|add:79245426}}',
    '"><img data-ran src=/ran onerror=ran=1>',
    "\"'><b data-ran>",
    '"<b>',
]
LINKS = ["javascript:window.ran=1//", 'https://ran.example/"><img/data-ran/src=/ran/onerror=ran=1>{{7|add:79245426}}']

# What nobody is shown, or what is no text but a key.
UNSEEN_APPS = {
    "account", "contenttypes", "django_tasks_database", "mfa", "sessions", "socialaccount", "wagtailembeds",
    "wagtailsearch", "wagtaildocs", "wagtailimages",
}  # fmt: skip
UNSEEN_MODELS = {
    "accounts.Attempt", "archive.LoadedRecord", "archive.RoleGroup", "auth.Permission", "core.PictureRendition",
    "discovery.IndexChange", "wagtail_localize.OverridableSegment", "wagtail_localize.SegmentOverride",
    "wagtail_localize.StringSegment", "wagtail_localize.Template", "wagtail_localize.TranslationContext",
    "wagtailadmin.Admin", "wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.APIToken",
    "wagtailcore.CollectionViewRestriction", "wagtailcore.GroupApprovalTask", "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction", "wagtailcore.ReferenceIndex", "wagtailcore.WorkflowState",
    "wagtailusers.UserProfile",
}  # fmt: skip
KEYS = {
    "action", "area", "content_json", "contentpath", "dated", "file_hash", "hostname", "key", "kind", "language",
    "languages", "object_id", "password", "path", "position", "redirect_page_route_path", "schema_version",
    "session_key", "slug", "spoken_language", "token_hash", "tool_name", "url_path",
}  # fmt: skip
# `kind` and `language` are keys where there are choices or codes, and words of an editor here.
WORDS = {("core.Organisation", "kind")}


def text(longest: int | None) -> str:
    return next(one for one in TEXTS if longest is None or len(one) <= longest or one is TEXTS[-1])[:longest]


def rich() -> str:
    """Rich text that holds as much of it as its editor lets through."""
    state = {
        "blocks": [
            {
                "key": "a", "type": "unstyled", "depth": 0, "text": TEXTS[0], "data": {},
                "inlineStyleRanges": [], "entityRanges": [{"key": 0, "offset": 0, "length": 5}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": LINKS[1]}}},
    }  # fmt: skip
    return str(ContentstateConverter(features=["bold", "link"]).to_database_format(json.dumps(state)))


def block_value(block: blocks.Block) -> Any:
    """Of a block that StreamField would store."""
    match block:
        case ImageBlock():
            return {
                "image": Picture.objects.values_list("pk", flat=True).first(),
                "decorative": False,
                "alt_text": TEXTS[1],
            }
        case ImageChooserBlock():
            return Picture.objects.values_list("pk", flat=True).first()
        case blocks.StreamBlock():
            return [
                {"type": name, "value": block_value(child), "id": str(uuid.uuid4())}
                for name, child in block.child_blocks.items()
            ]
        case blocks.StructBlock():
            return {name: block_value(child) for name, child in block.child_blocks.items()}
        case blocks.ListBlock():
            return [{"type": "item", "value": block_value(block.child_block), "id": str(uuid.uuid4())}]
        case blocks.RichTextBlock():
            return rich()
        case blocks.URLBlock():
            return LINKS[1]
        case blocks.CharBlock() | blocks.TextBlock():
            return text(getattr(block.field, "max_length", None))
    raise AssertionError(f"How is a {type(block).__name__} attacked?")


def is_text(field: models.Field) -> bool:
    """Whether an editor may write anything there: not where a check of ours lets dates or codes alone through."""
    if any(getattr(check, "__module__", "").startswith("seoulsolution.") for check in field.validators):
        return False
    named = (field.model._meta.label, field.name)
    if field.choices or isinstance(field, models.SlugField) or (field.name in KEYS and named not in WORDS):
        return False
    return isinstance(field, models.CharField | models.TextField | StreamField)


def seen_fields() -> Iterator[tuple[type[models.Model], list[models.Field]]]:
    """Every model that staff are shown, with its texts; of a page with what all pages have."""
    for model in apps.get_models():
        if model._meta.app_label in UNSEEN_APPS or model._meta.label in UNSEEN_MODELS or model._meta.proxy:
            continue
        own = [field for field in model._meta.local_concrete_fields if is_text(field)]
        if own:
            yield model, own


def value(field: models.Field) -> Any:
    if isinstance(field, StreamField):
        return StreamValue(field.stream_block, block_value(field.stream_block), is_lazy=True)
    if isinstance(field, RichTextField):
        return rich()
    if isinstance(field, models.EmailField):
        return '"<b/data-ran>"@ran.example'
    if isinstance(field, models.URLField):
        return LINKS[1]
    if type(field).__name__ == "NamesField":
        return [text(200), text(80)]
    said = text(field.max_length)
    if field.unique or field.name in ("name", "old_path", "username"):
        return Concat(models.Value(text((field.max_length or 999) - 10)), Cast("pk", models.CharField()))
    return said


def plant_rows() -> None:
    """What a new site has not."""
    plant_files()
    plant_cities()
    plant_work(User.objects.get(username="author"))
    plant_traces(User.objects.get(username="author"))


def plant_files() -> None:
    """Pictures, videos and files, and where they stand."""
    picture = Picture.objects.create(
        title="x",
        file=ContentFile(photograph(size=(640, 480)), name="x.jpg"),
        licence="kogl-1",
        author="x",
        language="ko",
    )
    picture.tags.add("x")
    file = ArchiveFile.objects.create(title="x", file=ContentFile(pdf(), name="x.pdf"), language="ko")
    FileText.objects.get_or_create(file_hash=file.file_hash, defaults={"state": "read", "text": "x"})
    for page in PolicyPage.objects.filter(slug="owl-bus"):
        row = {"page": page, "locale": page.locale}
        PolicyPicture.objects.create(image=picture, alternative="x", caption="x", **row)
        PolicyFile.objects.create(document=file, title="x", **row)
        PolicyVideo.objects.create(title="x", url="https://example.org/x", **row)
    for project in ProjectPage.objects.filter(slug="baku-its"):
        ProjectFile.objects.create(page=project, locale=project.locale, document=file, title="x")
    plant_newsroom(picture, file)
    for programme in ProgrammePage.objects.filter(slug="kyiv-2017"):
        ProgrammeMaterial.objects.create(page=programme, locale=programme.locale, document=file, title="x")


def plant_work(author: User) -> None:
    """Comments, a page in review, an invitation, an import."""
    policy = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    comment = Comment.objects.create(page=policy, user=author, text="x", contentpath="title")
    CommentReply.objects.create(comment=comment, user=author, text="x")
    Invitation.objects.create(
        record=AdopterRecordPage.objects.first(), language="ko", expires_at=timezone.now(), token_hash="x"
    )
    MaterialImport.objects.create(owner=author, source=MaterialImport.Source.TABLE, file_name="x")
    reviewed = PolicyPage.objects.get(slug="topis", locale__language_code="ko")
    reviewed.save_revision(user=author)
    state = reviewed.get_workflow().start(reviewed, author)
    TaskState.objects.filter(pk=state.current_task_state_id).update(comment="x")


def plant_traces(author: User) -> None:
    """What the site writes down by itself: broken links, addresses that changed, searches, sessions."""
    policy = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    link = OutgoingLink.objects.create(
        address="https://example.org/x", address_hash="x", state="broken", check_at=timezone.now()
    )
    kind = ContentType.objects.get_for_model(PolicyPage)
    OutgoingPlace.objects.create(link=link, page=policy, kind=kind, row=policy.pk, field="x", found_at=timezone.now())
    Redirect.objects.create(old_path="/x", redirect_link="https://example.org/x")
    UnansweredSearch.objects.create(words="x", language="ko", day=timezone.localdate())
    WithdrawnAddress.objects.get_or_create(
        path="/ko/policies/transportation/gone/", defaults={"title": "x", "language": "ko"}
    )
    UserSession.objects.create(user=author, ip="192.0.2.1", session_key="planted-session-of-author", user_agent="x")


def plant_newsroom(picture: Picture, file: ArchiveFile) -> None:
    for news in NewsPage.objects.filter(slug="lima-mou"):
        NewsPicture.objects.create(page=news, locale=news.locale, image=picture, alternative="x", caption="x")
    for newsroom in NewsroomPage.objects.all():
        PressItem.objects.create(
            page=newsroom, locale=newsroom.locale, title="x", outlet="x", dated="2016", language="ko",
            address="https://example.org/x",
        )  # fmt: skip
    for index in ResourceIndexPage.objects.all():
        resource = ResourcePage(title="x", slug="x", summary="x", kind="study", languages="ko", locale=index.locale)
        index.add_child(instance=resource)
        ResourceFile.objects.create(page=resource, locale=resource.locale, document=file, title="x")
        ResourceKeyword.objects.create(page=resource, locale=resource.locale, word="x")


def plant_cities() -> None:
    today = timezone.localdate()
    for city in CityPage.objects.filter(slug="bangkok"):
        row = {"page": city, "locale": city.locale}
        CityIssue.objects.create(heading="x", text="x", dated=today, valid_until=today + timedelta(days=30), **row)
        CityVisit.objects.create(when="2016", who="x", purpose="x", **row)
        above = TendersPage.objects.get(locale=city.locale)
        tender = {"place": city.place, "issuer": "x", "summary": "x", "website": "https://example.org/x"}
        above.add_child(instance=TenderPage(title="x", slug="x-tender", locale=city.locale, **tender))


def keep_as_draft(kind: type[Page]) -> None:
    """The editor and the comparison show revisions, not the rows of the page."""
    for language in ("ko", "en"):
        wanted = kind.objects.filter(locale__language_code=language)
        page = wanted.filter(slug__in=("owl-bus", "topis", "transportation")).first() or wanted.first()
        if page is not None:
            page.save_revision(clean=False)


def poison() -> list[str]:
    """Returns the fields of which there is no row to fill."""
    missing = []
    for model, fields in seen_fields():
        rows = model._base_manager.all()
        rows.update(**{field.name: value(field) for field in fields})
        missing += [f"{model._meta.label}.{field.name}" for field in fields if not rows.exists()]
    return missing


def plant() -> None:
    from tests.browser import planting

    for role in ("author", "translator", "reviewer", "publisher"):
        planting.sign_in(role, "transportation")
    planting.sign_in("administrator")
    planting.sign_in("superuser")
    plant_rows()
    assert (missing := poison()) == [], f"Plant a row of {missing}, or say that nobody sees it."
    for kind in Page.__subclasses__():
        for one in [kind, *kind.__subclasses__()]:
            if not one._meta.abstract:
                keep_as_draft(one)
    # Into the index as well.
    for page in PolicyPage.objects.filter(slug="green-parking"):
        page.save_revision(clean=False).publish()


if __name__ == "__main__":
    plant()
