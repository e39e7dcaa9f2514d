"""The page from which every public page descends."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .files.publication import ON_ITS_DAY, Unpublishable, leave_unpublished, refuse_unfinished, take_words
from .passages import count_foreign, foreign_language
from .surroundings import Surroundings, read_surroundings


class ArchivePage(Page):
    """A page that exists once for each language, under one slug, and knows how far it is translated."""

    passages_foreign = models.PositiveIntegerField(default=0, editable=False)
    passages_total = models.PositiveIntegerField(default=0, editable=False)

    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("slug", overridable=False)]
    # Foreign keys that the template reads.
    read_with: ClassVar[tuple[str, ...]] = ()
    # Whether it stood under a view restriction when it was found for a reader; None when it was read otherwise.
    is_restricted: bool | None = None
    is_creatable = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the passages that are still in another language, so that lists can tell."""
        if self.locale_id:
            texts = [s.string.get_translatable_html() for s in self._strings()]
            self.passages_foreign, self.passages_total = count_foreign(texts, self.locale.language_code)
            if foreign_language(self.title, self.locale.language_code):
                self.passages_foreign = self.passages_total
        if self.live and kwargs.get("update_fields") is None:
            refuse_unfinished(self)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        take_words(self)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish, or set a day for it, if every picture is finished. On the day itself nobody is there to be told."""
        try:
            refuse_unfinished(revision.as_object())
            super().publish(revision, *args, **kwargs)
        except Unpublishable:
            if kwargs.get("log_action") != ON_ITS_DAY:
                raise
            leave_unpublished(revision)

    def _strings(self) -> list[StringSegmentValue]:
        return [s for s in extract_segments(self) if isinstance(s, StringSegmentValue)]

    @property
    def is_translated(self) -> bool:
        """False while the title or most of the text is in another language."""
        return self.passages_foreign * 2 <= self.passages_total

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Of this page and those above it, with one query, or none where the query that found it saw that none are."""
        if self.alias_of_id is not None:
            return super().get_view_restrictions()
        if self.is_restricted is False:
            return PageViewRestriction.objects.none()
        steps = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=steps)

    @cached_property
    def surroundings(self) -> Surroundings:
        return read_surroundings(self.locale.language_code, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"around": self.surroundings}
