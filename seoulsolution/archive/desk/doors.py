"""Addresses of Wagtail and of wagtail-localize by which somebody could do more than their part.

What Wagtail's API does with pages, nothing in the admin asks for, and it publishes what nobody has reviewed.

The editor of wagtail-localize knows neither workflows nor locks, its update publishes without asking who may, and a
first translation of a published page is published with the words of the original. Pages are translated at the desk;
these addresses lead there or are closed. Terms, which have no drafts, are translated by those who may change them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.wagtail_hooks import register_admin_urls as localize_urls

View = Callable[..., HttpResponse]
# Gives None where the address may be used.
Guard = Callable[..., HttpResponse | None]


def to_the_desk(request: HttpRequest, page_id: int) -> HttpResponse:
    return redirect("desk:begin-translation", page_id)


def of_a_term(request: HttpRequest, app_label: str, model_name: str, pk: str) -> None:
    if not user_can_edit_snippet_type(request.user, get_snippet_model_from_url_params(app_label, model_name)):
        raise PermissionDenied


def of_a_source(request: HttpRequest, translation_source_id: int) -> None:
    _only_terms(request, get_object_or_404(TranslationSource, pk=translation_source_id))


def of_a_translation(request: HttpRequest, translation_id: int, **rest: Any) -> None:
    _only_terms(request, get_object_or_404(Translation, pk=translation_id).source)


def _only_terms(request: HttpRequest, source: TranslationSource) -> None:
    model = source.specific_content_type.model_class()
    if model is None or issubclass(model, Page) or not user_can_edit_snippet_type(request.user, model):
        raise PermissionDenied


def of_a_publisher(request: HttpRequest, page_id: int) -> None:
    if not get_object_or_404(Page, pk=page_id).permissions_for_user(request.user).can_publish():
        raise PermissionDenied


GUARDS: dict[str, Guard] = {
    "submit_page_translation": to_the_desk,
    "submit_snippet_translation": of_a_term,
    "update_translations": of_a_source,
    "edit_string_translation": of_a_translation,
    "edit_override": of_a_translation,
    "upload_pofile": of_a_translation,
    "machine_translate": of_a_translation,
    "stop_translation": of_a_translation,
    "convert_to_alias": of_a_publisher,
}


def closed(request: HttpRequest, **where: Any) -> HttpResponse:
    raise Http404


def _guarded(view: View, guard: Guard) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = guard(request, *args, **kwargs)
        return view(request, *args, **kwargs) if refused is None else refused

    return answer


def guarded_urls() -> URLResolver:
    """The addresses that need a guard; to be registered before wagtail-localize's own, which then are not reached."""
    patterns: list[URLPattern] = [pattern for resolver in localize_urls() for pattern in resolver.url_patterns]
    guarded = [
        URLPattern(pattern.pattern, _guarded(pattern.callback, GUARDS[pattern.name]))
        for pattern in patterns
        if pattern.name in GUARDS
    ]
    return path("localize/", include(guarded))


# Before Wagtail's own under the same path.
urlpatterns = decorate_urlpatterns(
    [path("api/main/pages/<int:pk>/action/<str:action_name>/", closed)],
    require_admin_access,
)
