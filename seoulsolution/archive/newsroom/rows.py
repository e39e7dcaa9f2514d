"""The rows of news and resources: what they are about, what they show and offer, and what the press reported."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.files.showing import FileRow, PictureRow
from seoulsolution.core.hashtags import Hashtag
from seoulsolution.core.language_codes import check_language_codes, language_names
from seoulsolution.core.page_rows import PageRow
from seoulsolution.core.partial_dates import LENGTH, check_partial_date, format_partial_date

from ..policies.evidence import POLICY
from ..sharing.rows import PROJECT

NEWSROOM, NEWS, RESOURCE = "archive.NewsroomPage", "archive.NewsPage", "archive.ResourcePage"


class NewsPolicy(PageRow):
    """A policy that the news is about. It is named in its source language and read in the reader's."""

    page = ParentalKey(NEWS, related_name="policies", on_delete=models.CASCADE)
    policy = models.ForeignKey(POLICY, verbose_name=_("policy"), related_name="+", on_delete=models.CASCADE)

    panels = [PageChooserPanel("policy")]

    class Meta(PageRow.Meta):
        verbose_name = _("policy")
        verbose_name_plural = _("related policies")


class NewsProject(PageRow):
    """A project that the news is about, named and read as a policy is."""

    page = ParentalKey(NEWS, related_name="projects", on_delete=models.CASCADE)
    project = models.ForeignKey(PROJECT, verbose_name=_("project"), related_name="+", on_delete=models.CASCADE)

    panels = [PageChooserPanel("project")]

    class Meta(PageRow.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("related projects")


class NewsPlace(PageRow):
    """A place that has a part in the news."""

    page = ParentalKey(NEWS, related_name="places", on_delete=models.CASCADE)
    place = models.ForeignKey("core.Place", verbose_name=_("place"), on_delete=models.PROTECT, related_name="news")

    panels = [FieldPanel("place")]
    read_beside: ClassVar[dict[str, str]] = {
        "place_slug": "place__slug",
        "place_name": "place__name",
        "country_name": "place__country__name",
    }

    class Meta(PageRow.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")


class NewsKeyword(Hashtag):
    page = ParentalKey(NEWS, related_name="keywords", on_delete=models.CASCADE)

    class Meta(Hashtag.Meta):
        pass


class NewsPicture(PictureRow, PageRow):
    page = ParentalKey(NEWS, related_name="pictures", on_delete=models.CASCADE)

    panels = [FieldPanel(name) for name in ("image", "alternative", "caption")]

    class Meta(PageRow.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class ResourcePolicy(PageRow):
    """A policy that the resource is about, named in its source language and read in the reader's."""

    page = ParentalKey(RESOURCE, related_name="policies", on_delete=models.CASCADE)
    policy = models.ForeignKey(POLICY, verbose_name=_("policy"), related_name="+", on_delete=models.CASCADE)

    panels = [PageChooserPanel("policy")]

    class Meta(PageRow.Meta):
        verbose_name = _("policy")
        verbose_name_plural = _("related policies")


class ResourceKeyword(Hashtag):
    page = ParentalKey(RESOURCE, related_name="keywords", on_delete=models.CASCADE)

    class Meta(Hashtag.Meta):
        pass


class ResourceFile(FileRow, PageRow):
    """The resource itself, as a file."""

    page = ParentalKey(RESOURCE, related_name="files", on_delete=models.CASCADE)

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(PageRow.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")


class PressItem(PageRow):
    """What somebody else has reported, in the language in which it was: a link, and what is needed to find it again."""

    page = ParentalKey(NEWSROOM, related_name="press", on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=300, help_text=_("As it was published, in its own language."))
    outlet = models.CharField(_("outlet"), max_length=120, help_text=_("The newspaper, agency or broadcaster."))
    dated = models.CharField(
        _("date"),
        max_length=LENGTH,
        validators=[check_partial_date],
        help_text=_("A day, a month or a year: 2016-06-08, 2016-06, 2016."),
    )
    language = models.CharField(
        _("language"), max_length=12, validators=[check_language_codes], help_text=_("A code of ISO 639: ko, en, mn.")
    )
    address = models.URLField(_("address"), max_length=500)

    # A report is not translated: readers of every language find the same link.
    override_translatable_fields = [SynchronizedField(name) for name in ("title", "outlet", "dated", "language")]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("outlet"), FieldPanel("dated"), FieldPanel("language")]),
        FieldPanel("address"),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("press report")
        verbose_name_plural = _("press coverage")

    def __str__(self) -> str:
        return f"{self.outlet}, {self.dated}: {self.title}"

    @property
    def when(self) -> str:
        return format_partial_date(self.dated)

    @property
    def language_name(self) -> str:
        return ", ".join(language_names(self.language))
