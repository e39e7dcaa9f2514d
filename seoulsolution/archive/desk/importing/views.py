"""The page of imports and exports, the forms to fill in, and the files with everything."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from seoulsolution.core.files.kinds import DOCUMENTS
from seoulsolution.core.numbers import format_number

from ..tables.known import SECTIONS, TABLES
from ..tables.policies import POLICIES
from . import actions, exporting
from .forms import ExportForm, UploadForm
from .limits import MOST_ROWS
from .menu import may_bring_in
from .models import MaterialImport
from .opening import limit_in_words
from .tables import RowTable, SnippetTable, Table


def table_of(given: Mapping[str, Any]) -> Table:
    """The table that an address or a form names; that of the policies where it names none."""
    name = given.get("table") or POLICIES.name
    if name not in TABLES:
        raise Http404
    return TABLES[name]


def first_table(user: Any) -> Table:
    """The first into which the person brings anything."""
    return next((table for table in TABLES.values() if may_bring_in(table, user)), POLICIES)


def sections_for(user: Any) -> dict[str, list[tuple[Any, list[Table]]]]:
    """Tables by their sections: those into which the person brings something, and those that they only take out."""
    known: dict[Any, bool] = {}
    found: dict[str, list[tuple[Any, list[Table]]]] = {"sections": [], "only_out": []}
    for section, tables in SECTIONS:
        mine: list[Table] = []
        others: list[Table] = []
        for table in tables:
            # Rows of the same kind of page are brought in by the same people.
            kind = (table.page_model, isinstance(table, RowTable))
            if kind not in known:
                known[kind] = may_bring_in(table, user)
            (mine if known[kind] else others).append(table)
        for name, ones in (("sections", mine), ("only_out", others)):
            if ones:
                found[name].append((section._meta.verbose_name, ones))
    return found


def written(table: Table, rows: Iterable[dict[str, str]], file_format: str) -> bytes:
    """The cells of a table as a file."""
    if file_format == "csv":
        return exporting.as_csv(table, rows)
    from .workbooks import as_xlsx

    return as_xlsx(table, rows)


class ImportsView(View):
    """Takes a file of one table; lists what the person has imported."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return shown(request, table_of(request.GET) if "table" in request.GET else first_table(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        table = table_of(request.POST)
        if not may_bring_in(table, request.user):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                material = actions.upload(file=form.cleaned_data["file"], by=request.user, table=table)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect("desk:import", material.pk)
        messages.error(request, _("The file was not imported."))
        return shown(request, table, form=form, status=400)


def shown(
    request: HttpRequest,
    table: Table,
    *,
    form: UploadForm | None = None,
    export_form: ExportForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "table": table,
        **sections_for(request.user),
        "form": form or UploadForm(),
        "export_form": export_form or ExportForm(table=table),
        "may_import": may_bring_in(table, request.user),
        "is_public": isinstance(table, SnippetTable),
        "imports": MaterialImport.objects.of(request.user).order_by("-created_at")[:50],
        "most_rows": format_number(MOST_ROWS),
        "most_megabytes": limit_in_words(),
    }
    return render(request, "desk/importing/imports.html", context, status=status)


@require_GET
def template(request: HttpRequest, file_format: str) -> HttpResponse:
    """The table with nothing in it."""
    table = table_of(request.GET)
    return _download(written(table, [], file_format), file_format, _("%(table)s-form") % {"table": _called(table)})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    table = table_of(request.GET)
    form = ExportForm(request.GET, table=table)
    if not form.is_valid():
        return shown(request, table, export_form=form, status=400)
    area, drafts = form.cleaned_data.get("area"), bool(form.cleaned_data.get("drafts"))
    rows = exporting.exported(table, request.user, area=area.slug if area else "", drafts=drafts)
    # There is nothing of which this would be a log but the archive as a whole.
    root = Page.get_first_root_node()
    told = {"table": table.name, "rows": len(rows), "drafts": drafts}
    log(instance=root, action="archive.exported", user=request.user, data=told)
    file_format = form.cleaned_data["file_format"]
    name = f"{_called(table)}-{timezone.localdate().isoformat()}"
    return _download(written(table, rows, file_format), file_format, name)


def _called(table: Table) -> str:
    """What a file with the table is called, in the language of the editor."""
    return slugify(table.title, allow_unicode=True)


def _download(content: bytes, file_format: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCUMENTS[file_format].content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{file_format}")
    return response
