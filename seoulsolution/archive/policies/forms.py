"""The form of a policy in the page editor: it offers what fits the area and the language of the page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.pages import ArchivePageForm
from seoulsolution.core.vocabulary import PolicyArea, Topic


class PolicyForm(ArchivePageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topic" in self.fields:
            self.fields["topic"].queryset = self._topics()
            self.fields["topic"].empty_label = _("No topic")

    @cached_property
    def area(self) -> PolicyArea | None:
        """That of the page above, which the page takes over when it is saved."""
        parent = self.parent_page.specific if self.parent_page is not None else None
        area: PolicyArea | None = getattr(parent, "area", None)
        return area

    def _topics(self) -> QuerySet[Topic]:
        """Those of the area in the language of the page; that of a page that was moved stays in sight with them."""
        if self.area is None:
            return Topic.objects.all()
        own = Q(area=self.area, locale=self.area.locale_id)
        return Topic.objects.filter(own | Q(pk=self.instance.topic_id))

    def clean_topic(self) -> Topic | None:
        topic: Topic | None = self.cleaned_data["topic"]
        if topic is not None and self.area is not None and topic.area_id != self.area.pk:
            text = _("This topic belongs to the area “%(area)s”. Choose one of the area of the page, or none.")
            raise ValidationError(text % {"area": topic.area.name})
        return topic
