"""News: the section, and what happened around the policies of the city."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Confidence, confidence_panel
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.partial_dates import LENGTH, check_partial_date
from seoulsolution.core.prose import Prose
from seoulsolution.core.visibility import ArchiveManager
from seoulsolution.core.vocabulary import Organisation

# Below the address of the newsroom.
PRESS = "press/"


class NewsroomPage(RoutablePageMixin, SectionPage):
    """The section “News and resources”: its children are the news."""

    public_fields = ("title", "introduction", "press")
    parent_page_types = ["archive.HomePage"]
    subpage_types = ["archive.NewsPage"]
    template = "pages/newsroom.html"
    shows = "seoulsolution.archive.newsroom.lists.newsroom"
    content_panels = [
        *SectionPage.content_panels,
        InlinePanel(
            "press",
            heading=_("Press coverage"),
            label=_("press report"),
            help_text=_("What others have reported of the policies of the city, whether they praise or blame."),
        ),
    ]

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")

    @path("")
    def news(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path(PRESS, name="press")
    def press_reports(self, request: HttpRequest) -> HttpResponse:
        from . import queries

        # Not what the list of news shows: that is another page.
        around = self.surroundings.below(PRESS)
        context = Page.get_context(self, request) | {"around": around, "below": PRESS} | queries.press(self)
        return TemplateResponse(request, "pages/press.html", context)


class NewsCategory(models.TextChoices):
    PLATFORM = "platform", _("The archive itself")
    POLICY_SHARING = "policy_sharing", _("Policy sharing")
    CITY_DIPLOMACY = "city_diplomacy", _("City diplomacy")
    TRAINING = "training", pgettext_lazy("category of news", "Training")
    CALL = "call", _("Call for entries")
    EVENT = "event", _("Event")
    AWARD = "award", _("Award")
    RANKING = "ranking", _("Ranking")
    TOURISM = "tourism", _("Tourism")
    COVID = "covid", _("COVID-19")


class NewsPage(ArchivePage):
    """Something that happened, as the archive tells it: dated, with its source."""

    category = models.CharField(_("category"), max_length=14, choices=NewsCategory.choices, db_index=True)
    dated = models.CharField(
        _("date"),
        max_length=LENGTH,
        validators=[check_partial_date],
        db_index=True,
        help_text=_(
            "When it happened or was made known, as exactly as it is known: a day, a month or a year, "
            "such as 2016-06-08, 2016-06 or 2016."
        ),
    )
    office = models.ForeignKey(
        Organisation,
        verbose_name=_("author office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        help_text=_("The office that tells it. Empty where the archive itself does."),
    )
    summary = models.TextField(
        _("summary"), help_text=_("Who did what, when and where, in two or three sentences. Lists and feeds show it.")
    )
    body = StreamField(Prose(), verbose_name=_("text"), blank=True, help_text=_("What the summary does not say."))
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("What readers have to know besides: what is missing, what was changed later."),
    )
    source = models.TextField(
        _("sources"), blank=True, help_text=_("One on each line: a web address, or title, publisher and date.")
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)
    disputed = models.TextField(
        _("why it is disputed"),
        blank=True,
        help_text=_("Readers see the news marked as disputed with this note. Leave empty when it is not."),
    )

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("dated", "source")),
    ]
    summary_field = "summary"
    read_with = ("office",)
    public_fields = (
        *("title", "category", "dated", "office", "summary", "body", "pictures", "policies", "projects", "places"),
        *("keywords", "note", "source", "confidence", "disputed"),
    )
    parent_page_types = ["archive.NewsroomPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/news.html"
    shows = "seoulsolution.archive.newsroom.queries.news"
    content_panels = [
        *ArchivePage.content_panels,
        FieldRowPanel([FieldPanel("category"), FieldPanel("dated"), FieldPanel("office")]),
        FieldPanel("summary"),
        FieldPanel("body"),
        InlinePanel("pictures", heading=_("Pictures"), label=_("picture")),
        InlinePanel(
            "policies",
            heading=_("Related policies"),
            label=_("policy"),
            help_text=_("The news stands on their pages, too."),
        ),
        InlinePanel(
            "projects",
            heading=_("Related projects"),
            label=_("project"),
            help_text=_("The news stands on their pages, too."),
        ),
        InlinePanel("places", heading=_("Places"), label=_("place")),
        InlinePanel("keywords", heading=_("Tags"), label=_("tag")),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("source"), confidence_panel(), FieldPanel("disputed")], heading=_("Source and confidence")
        ),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def get_category_display(self) -> str:
        return label_of(NewsCategory, self.category)
