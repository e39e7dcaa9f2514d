"""The page of imports and exports, the form to fill in, and the file with everything."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from seoulsolution.core.files.kinds import DOCUMENTS
from seoulsolution.core.numbers import format_number

from . import actions, exporting
from .forms import ExportForm, UploadForm
from .limits import MOST_ROWS
from .menu import may_import
from .models import MaterialImport
from .opening import limit_in_words


def written(rows: Iterable[dict[str, str]], file_format: str) -> bytes:
    """The cells of policies as a file."""
    if file_format == "csv":
        return exporting.as_csv(rows)
    from .workbooks import as_xlsx

    return as_xlsx(rows)


class ImportsView(View):
    """Takes a file; lists what the person has imported."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                material = actions.upload(file=form.cleaned_data["file"], by=request.user)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect("desk:import", material.pk)
        messages.error(request, _("The file was not imported."))
        return self.shown(request, form, status=400)

    def shown(self, request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "export_form": ExportForm(),
            "may_import": may_import(request.user),
            "imports": MaterialImport.objects.of(request.user).order_by("-created_at")[:50],
            "most_rows": format_number(MOST_ROWS),
            "most_megabytes": limit_in_words(),
        }
        return render(request, "desk/importing/imports.html", context, status=status)


@require_GET
def template(request: HttpRequest, file_format: str) -> HttpResponse:
    """The table with nothing in it."""
    return _download(written([], file_format), file_format, _("policies-form"))


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    form = ExportForm(request.GET)
    if not form.is_valid():
        context: dict[str, Any] = {"export_form": form, "form": UploadForm(), "may_import": may_import(request.user)}
        return render(request, "desk/importing/imports.html", context, status=400)
    area, drafts = form.cleaned_data["area"], form.cleaned_data["drafts"]
    rows = exporting.exported(request.user, area=area.slug if area else "", drafts=drafts)
    # There is nothing of which this would be a log but the archive as a whole.
    root = Page.get_first_root_node()
    log(instance=root, action="archive.exported", user=request.user, data={"policies": len(rows), "drafts": drafts})
    file_format = form.cleaned_data["file_format"]
    name, day = _("policies"), timezone.localdate().isoformat()
    return _download(written(rows, file_format), file_format, f"{name}-{day}")


def _download(content: bytes, file_format: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCUMENTS[file_format].content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{file_format}")
    return response
