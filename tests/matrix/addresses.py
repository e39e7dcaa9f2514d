"""Every address of the site, from its own list of them: with each planted page, or with what else it asks for.

An address that is added to the site comes in by itself. One whose parameters nobody here knows fails the test, with
the name of the parameter.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from seoulsolution.archive.desk.dashboard.cares import CARES
from seoulsolution.archive.desk.importing.models import MaterialImport

from .planting import OFFICE, OTHER_OFFICE, Planted, State

# Parameters that name a page.
PAGE = {"page_id", "parent_page_id", "page_to_move_id", "page_pk"}
ACTION = "wagtailadmin_api:pages:action"
# Addresses whose `pk` is a page.
OF_PAGES = {"wagtailadmin_pages:revisions_compare", "wagtailadmin_api:pages:detail", ACTION}
# Signing in and out has tests of its own, and Wagtail's own names for it lead there.
ELSEWHERE = (
    *("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_"),
    *("wagtailadmin_log", "wagtailadmin_password_reset", "wagtailcore_login"),
)
# What is deliberately broken.
BROKEN = {"wagtailadmin_error_test"}


@dataclass(frozen=True, slots=True)
class Address:
    """`name`: as in the table. `state`: that of the page it is about, None for those about none.

    `sent`: what it takes without showing a form for it.
    """

    name: str
    path: str
    state: State | None = None
    sent: Mapping[str, Any] = field(default_factory=dict)


def every_address(planted: Planted) -> Iterator[Address]:
    values = Values(planted)
    for name, pattern in _patterns(get_resolver().url_patterns):
        if name.startswith(ELSEWHERE) or name in BROKEN:
            continue
        yield from values.addresses(name, list(pattern.pattern.regex.groupindex) or [], pattern)
    yield from _bulk_actions(planted)
    for state, page in planted.pages.items():
        yield Address("(the page itself)", _public_path(page), state)


def _public_path(page: Page) -> str:
    language = page.locale.language_code
    return f"/{language}/" + page.url_path.split("/", 2)[2]


def _patterns(patterns: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, (*above, pattern.namespace) if pattern.namespace else above)
        elif pattern.name:
            yield ":".join([*above, pattern.name]), pattern


def _bulk_actions(planted: Planted) -> Iterator[Address]:
    bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")  # which looks for all of them
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                base = reverse("wagtail_bulk_action", args=[app, model, action])
                kind = apps.get_model(app, model)
                if issubclass(kind, Page):
                    for state, page in planted.pages.items():
                        yield Address(f"wagtail_bulk_action {model} {action}", f"{base}?id={page.pk}", state)
                else:
                    first = kind._default_manager.order_by("pk").first()
                    yield Address(f"wagtail_bulk_action {model} {action}", f"{base}?id={first.pk if first else 0}")


class Values:
    """What stands for each parameter of an address."""

    def __init__(self, planted: Planted) -> None:
        self.planted = planted
        self.translation = Translation.objects.order_by("pk").first()
        self.plain: dict[str, Callable[[], list[Any]]] = {
            "action_name": lambda: ["approve", "reject"],
            "area": lambda: [OFFICE],
            "place": lambda: ["colombo"],
            "policy": lambda: ["topis"],
            "tag": lambda: ["led"],
            "section": lambda: ["sharing"],
            "organisation": lambda: ["wego"],
            "language": lambda: ["ko"],
            "number": lambda: [1],
            "mode": lambda: [""],
            "relation": lambda: ["milestones"],
            "revision_id_a": lambda: ["earliest"],
            "revision_id_b": lambda: ["latest"],
            "filter_spec": lambda: ["fill-10x10"],
            "task_id": lambda: [Task.objects.order_by("pk").first().pk],
            "workflow_pk": lambda: [Workflow.objects.order_by("pk").first().pk],
            "collection_id": lambda: [Collection.objects.order_by("pk").last().pk],
            "document_id": lambda: [self.first(get_document_model())],
            "kind": lambda: ["po"],
            "doc_id": lambda: [self.first(get_document_model())],
            "image_id": lambda: [self.first(get_image_model())],
            "redirect_id": lambda: [0],
            "uploaded_file_id": lambda: [0],
            "session_id": lambda: [0],
            "restriction_id": lambda: [0],
            "translation_id": lambda: [self.translation.pk],
            "translation_source_id": lambda: [TranslationSource.objects.order_by("pk").first().pk],
            "string_segment_id": lambda: [StringSegment.objects.filter(source=self.translation.source).first().pk],
            "overridable_segment_id": lambda: [0],
            "path": lambda: ["nowhere.jpg"],
            "provider_id": lambda: ["directory"],
            "uidb64": lambda: ["x"],
            "token": lambda: ["x"],
            "page": lambda: ["sharing/training/"],
        }

    def first(self, model: Any) -> int:
        row = model._default_manager.order_by("pk").first()
        return row.pk if row else 0

    def addresses(self, name: str, parameters: list[str], pattern: URLPattern) -> Iterator[Address]:
        is_of_pages = bool(PAGE & set(parameters)) or name in OF_PAGES or self._is_by_slug(name)
        for state in State if is_of_pages else (None,):
            chosen = [self._choices(name, parameter, state) for parameter in parameters]
            for values in product(*chosen):
                labels = [
                    str(v) for p, v in zip(parameters, values, strict=True) if len(self._choices(name, p, state)) > 1
                ]
                label = " ".join([name, *labels])
                kwargs = dict(zip(parameters, values, strict=True))
                language = self.planted.pages[state].locale.language_code if state else "ko"
                try:
                    with override(language):
                        path = reverse(name, kwargs=kwargs)
                except NoReverseMatch:
                    # Two patterns of one name: this one has a parameter that the other lacks, or is not named at all.
                    continue
                yield Address(label, path, state, self._sent(name, state))

    def _sent(self, name: str, state: State | None) -> Mapping[str, Any]:
        """What each action on pages of the admin's API asks for."""
        if name != ACTION or state is None:
            return {}
        page = self.planted.pages[state]
        destination = self._of_page(page, name, "destination_id")
        return {"destination_page_id": destination, "locale": "en", "revision_id": page.latest_revision_id}

    def _is_by_slug(self, name: str) -> bool:
        return name in {"short-address", "handout"}

    def _choices(self, name: str, parameter: str, state: State | None) -> list[Any]:
        page = self.planted.pages[state] if state else None
        if page is not None:
            of_page = self._of_page(page, name, parameter)
            if of_page is not None:
                return [of_page]
        of_name = self._of_name(name, parameter)
        if of_name is not None:
            return of_name
        if parameter in self.plain:
            return self.plain[parameter]()
        raise AssertionError(f"Nobody knows what stands for {parameter!r} in the address {name}: see {__file__}.")

    def _of_page(self, page: Any, name: str, parameter: str) -> Any:
        """What depends on the page."""
        if parameter in PAGE or (parameter == "pk" and name in OF_PAGES):
            return page.pk
        states = page.workflow_states.order_by("-pk")
        found: dict[str, Callable[[], Any]] = {
            "slug": lambda: page.slug,
            "language": lambda: page.locale.language_code,
            "revision_id": lambda: page.latest_revision_id,
            "destination_id": lambda: (
                Page.objects.get(slug=OTHER_OFFICE if page.slug != "matrix-other" else OFFICE, locale=page.locale).pk
            ),
            "workflow_state_id": lambda: states[0].pk if states else 0,
            "task_state_id": lambda: states[0].current_task_state_id if states else 0,
            "key": lambda: page.milestones.all()[0].translation_key,
        }
        return found[parameter]() if parameter in found else None

    def _of_name(self, name: str, parameter: str) -> list[Any] | None:
        """What depends on the kind of thing that the address is about."""
        space, _colon, _action = name.rpartition(":")
        whole = {"desk:care": list(CARES), ACTION: list(PagesAdminAPIViewSet.actions), "picture": ["nowhere.jpg"]}
        if name in whole:
            return whole[name]
        if name == "area-handout" and parameter == "slug":
            return [OFFICE]
        if parameter in ("content_type_app_name", "app_label", "app_name"):
            return ["core"] if "snippet" in name else ["wagtailcore"] if "task" in name else ["archive"]
        if parameter in ("content_type_model_name", "model_name"):
            return ["topic"] if "snippet" in name else ["groupapprovaltask"] if "task" in name else ["policypage"]
        if parameter in ("object_id", "name", "action") and space.startswith("wagtail"):
            return ["0" if parameter == "object_id" else "nowhere"]
        if parameter == "name" and name.startswith("wagtaildocs"):
            return ["nowhere"]
        if parameter == "action":
            return []  # walked as bulk actions
        if parameter == "pk":
            return [self._key(space, name)]
        return None

    def _key(self, space: str, name: str) -> int:
        kinds = {
            "desk": MaterialImport,
            "wagtailusers_users": User,
            "wagtailusers_groups": Group,
            "wagtaillocales": Locale,
            "wagtailsites": Site,
            "wagtailadmin_collections": Collection,
            "wagtailadmin_workflows": Task if "task" in name else Workflow,
        }
        if space in kinds:
            return self.first(kinds[space])
        if space.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")):
            _prefix, app, model = space.split("_", 2)
            return self.first(apps.get_model(app, model))
        if name == "wagtail_localize:submit_snippet_translation" or name == "wagtail_localize:snippets_api_detail":
            return self.first(apps.get_model("core", "topic"))
        if name == "reset_second_factors":
            return self.planted.people["translator"].pk
        return 0
