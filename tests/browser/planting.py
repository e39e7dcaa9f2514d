"""Puts a site into the states that a reader can meet: run once on the copy that the browser tests look at."""

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from wagtail.models import PageViewRestriction  # noqa: E402

from seoulsolution.archive.models import Milestone, PolicyPage  # noqa: E402
from seoulsolution.core.models import WithdrawnAddress  # noqa: E402


def policy(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def plant() -> None:
    policy("citizen-apartments", "en").delete()
    WithdrawnAddress.objects.all().delete()
    for language in ("ko", "en"):
        policy("green-parking", language).unpublish()
        PageViewRestriction.objects.create(page=policy("parking-cap", language), restriction_type="login")
        User.objects.create_superuser(f"officer-{language}", f"{language}@seoul.example", "a long walk by the river")
    foreign = policy("t-money-transport-card", "en")
    Milestone.objects.filter(page=foreign).update(text="아직 옮기지 않은 문장이 그대로 남아 있다.")
    foreign = PolicyPage.objects.get(pk=foreign.pk)
    foreign.save()
    long_word = policy("topis", "en")
    PolicyPage.objects.filter(pk=long_word.pk).update(summary="Donaudampfschifffahrtsgesellschaftskapitän" * 6)


plant()
