"""What became of something that was taken over, and how it came to the place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    IN_USE = "in_use", _("In use")
    PARTLY = "partly", _("Partly in use")
    PLANNED = "planned", _("Planned")
    STALLED = "stalled", _("Stalled")
    ABANDONED = "abandoned", _("Abandoned")
    UNKNOWN = "unknown", _("No later report found")


class Channel(models.TextChoices):
    """By what something was learned from elsewhere."""

    STUDY_VISIT = "study_visit", _("Study visit")
    PUBLICATION = "publication", _("Publication")
    TRAINING = "training", _("Training")
    CONSULTING = "consulting", _("Consulting")
    CONTRACT = "contract", _("Contract")
    LOAN = "loan", _("Loan programme")
    NETWORK = "network", _("Network of cities")
    EXPERTS = "experts", _("Experts who moved")
    UNKNOWN = "unknown", _("Channel not recorded")
