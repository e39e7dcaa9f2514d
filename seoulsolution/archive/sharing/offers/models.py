"""What the city offers to other cities, on one page.

An offer is a row of its page and no page of its own: there are a few dozen, each says no more than a paragraph, and
readers compare them. Their words, sources and disputes are reviewed and translated together with the page.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Claim
from seoulsolution.core.page_rows import PageClaim
from seoulsolution.core.pages import SectionPage
from seoulsolution.core.partial_dates import LENGTH, check_partial_date
from seoulsolution.core.visibility import ArchiveManager
from seoulsolution.core.vocabulary import Organisation


class OfferKind(models.TextChoices):
    CONSULTING = "consulting", _("Consulting")
    EXPERT_DISPATCH = "expert_dispatch", _("Dispatch of experts")
    TRAINING = "training", _("Training")
    FUND = "fund", _("Funding")
    STUDY_VISIT = "study_visit", _("Study visits")
    DATA = "data", _("Data and knowledge")
    AWARD = "award", _("Awards")


class OffersPage(SectionPage):
    """What the city offers to other cities, by kind."""

    objects = ArchiveManager()

    public_fields = ("title", "introduction", "offers")
    parent_page_types = ["archive.SharingPage"]
    subpage_types: list[str] = []
    template = "pages/offers.html"
    shows = "seoulsolution.archive.sharing.offers.queries.offers"
    content_panels = [
        *SectionPage.content_panels,
        InlinePanel("offers", heading=_("Offers"), label=_("offer")),
    ]

    class Meta:
        verbose_name = _("offers to other cities")
        verbose_name_plural = _("offers to other cities")

    def clean(self) -> None:
        super().clean()
        slugs = [offer.slug for offer in self.offers.all()]
        if doubled := next((slug for slug in slugs if slugs.count(slug) > 1), None):
            raise ValidationError(_("Two offers have the id “%(id)s”; each needs its own.") % {"id": doubled})


class Offer(PageClaim):
    """Something that a city may ask for. Whether it can be had today, only the office knows."""

    page = ParentalKey(OffersPage, related_name="offers", on_delete=models.CASCADE)
    slug = models.SlugField(
        _("id"), max_length=80, help_text=_("The end of its address on the page; what is published keeps it for good.")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=OfferKind.choices)
    title = models.CharField(_("title"), max_length=200)
    office = models.CharField(_("office"), max_length=200, help_text=_("Who offers it, as readers are to know them."))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        help_text=_("Where it is one of the organisations of the archive."),
    )
    for_whom = models.TextField(_("for whom"))
    how = models.TextField(pgettext_lazy("offer", "how"), help_text=_("How a city gets it, and what it costs."))
    last_call = models.CharField(
        _("last call seen"),
        max_length=LENGTH,
        blank=True,
        validators=[check_partial_date],
        help_text=_(
            "When the latest call that is known closed: 2024-04-05, 2024-04 or 2024. Empty where there is none."
        ),
    )
    website = models.URLField(
        _("website"), blank=True, max_length=500, help_text=_("Empty where that of the organisation will do.")
    )

    # Read with the rows, in one query.
    read_beside = {
        "organisation_website": "organisation__website",
        "organisation_slug": "organisation__slug",
        "organisation_is_listed": "organisation__is_listed",
    }
    override_translatable_fields = [
        *Claim.override_translatable_fields,
        *(SynchronizedField(name) for name in ("slug", "last_call")),
    ]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("office"), FieldPanel("organisation")]),
        FieldPanel("for_whom"),
        FieldPanel("how"),
        FieldRowPanel([FieldPanel("last_call"), FieldPanel("website")]),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        return f"offer-{self.slug}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(OfferKind, self.kind)
