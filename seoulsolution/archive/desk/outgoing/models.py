"""Addresses outside of the archive to which its public pages lead, where they stand, and whether they answer."""

from datetime import timedelta
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from seoulsolution.core.choices import label_of

# An address is broken when it has failed on so many days; until then it may be the bad day of a server.
DAYS_UNTIL_BROKEN = 3
AFTER_GOOD, AFTER_FAILURE, AFTER_BROKEN = timedelta(days=30), timedelta(days=1), timedelta(days=7)
# How much later each time what stays broken is asked again, and how long at most that is put off.
BACKS_OFF, LONGEST_WAIT = 2, timedelta(days=60)


class LinkState(models.TextChoices):
    UNCHECKED = "unchecked", _("Not checked yet")
    GOOD = "good", _("Answers")
    FAILING = "failing", _("Failed lately")
    BROKEN = "broken", _("Broken")


class Fault(models.TextChoices):
    """Why an address is no good. `STATUS`: its server says so."""

    STATUS = "status", _("The server answers with an error")
    NO_HOST = "no_host", _("There is no such host")
    TIMEOUT = "timeout", _("No answer in time")
    CONNECTION = "connection", _("The connection fails")
    CERTIFICATE = "certificate", _("The certificate is not valid")
    REDIRECTS = "redirects", _("It leads on and on")
    MALFORMED = "malformed", _("It is no address")
    PRIVATE = "private", _("It lies in a private network")


class OutgoingLink(models.Model):
    """One address, however often it stands. `address_hash`: SHA-256 of it, as it may be longer than an index holds."""

    address = models.TextField(_("address"))
    address_hash = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=255, blank=True, db_index=True)
    state = models.CharField(
        _("state"), max_length=9, choices=LinkState.choices, default=LinkState.UNCHECKED, db_index=True
    )
    fault = models.CharField(_("fault"), max_length=11, choices=Fault.choices, blank=True)
    status = models.PositiveSmallIntegerField(_("answer of the server"), null=True, blank=True)
    leads_to = models.TextField(_("leads on to"), blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    last_good_at = models.DateTimeField(_("last good"), null=True, blank=True)
    first_failed_at = models.DateTimeField(_("failing since"), null=True, blank=True)
    last_failed_on = models.DateField(null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("days on which it failed"), default=0)
    check_at = models.DateTimeField(_("next check"), db_index=True)

    class Meta:
        verbose_name = _("outgoing link")
        verbose_name_plural = _("outgoing links")

    def __str__(self) -> str:
        return self.address

    @property
    def href(self) -> str:
        """The address where it is one that a link may lead to."""
        return self.address if self.address.startswith(("https://", "http://")) else ""

    def get_state_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(LinkState, self.state)

    def get_fault_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(Fault, self.fault) if self.fault else ""


class OutgoingPlace(models.Model):
    """Where an address stands: a field of a row. `page`: the page to which the row belongs; a term belongs to none."""

    link = models.ForeignKey(OutgoingLink, on_delete=models.CASCADE, related_name="places")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=80)
    found_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "kind", "row", "field"], name="one_place_of_a_link")]

    def __str__(self) -> str:
        return f"{self.kind_id}/{self.row}/{self.field}"


def address_hash(address: str) -> str:
    return sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
