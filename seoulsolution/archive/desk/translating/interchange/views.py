"""Files for translators' programs: out, and in by a preview from which passages are taken as if they had been typed."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from ..saving import save_translation
from ..segments import Segment, read_segments
from ..terms import TermBook
from ..views import TranslationView, read_entries
from . import po, xliff
from .matching import Comparison, Proposal, compare
from .units import MOST_BYTES, Format, Offer, TranslatedFile, Unreadable

WRITERS: dict[str, tuple[Callable[[Offer], bytes], str]] = {
    Format.PO: (po.write, "text/x-gettext-translation; charset=utf-8"),
    Format.XLIFF: (xliff.write, "application/x-xliff+xml"),
}
LONGEST_NAME = 100


def read_file(content: bytes) -> TranslatedFile:
    """What is in a file, by its content and not by its name. Raises Unreadable."""
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    is_xml = start.startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
    if not is_xml and b"\x00" in content[:4096]:
        raise Unreadable(_("The file cannot be read as PO or XLIFF."))
    return xliff.read(content) if is_xml else po.read(content)


class DownloadView(TranslationView):
    """The passages of the page as a file; also while it is locked."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = kwargs["kind"]
        if kind not in WRITERS:
            raise Http404
        write, content_type = WRITERS[kind]
        segments = read_segments(self.translation)
        target = self.translation.target_locale.language_code
        offer = Offer(self.translation, self.original.title, timezone.now(), segments, self.terms(segments))
        name = f"{self.page.slug}-{target}.{'po' if kind == Format.PO else 'xlf'}"
        log(instance=self.page, action="desk.download_translation", user=request.user, data={"format": kind})
        return HttpResponse(
            write(offer),
            content_type=content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )

    def terms(self, segments: list[Segment]) -> dict[str, list[str]]:
        """The terms of the glossary beside each passage: `무수율 → non-revenue water`."""
        book = TermBook.read(self.translation.source.locale.language_code, self.page.locale.language_code)
        return {
            segment.id: [f"{hint.word} → {', '.join(hint.names)}" for hint in book.hints(segment.source, "")]
            for segment in segments
        }


class UploadView(TranslationView):
    """Shows what a file would change, then takes what is ticked."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.lock:
            messages.error(request, self.lock.get_message(request.user) or _("The page is locked."))
            return self.shown(request, status=409)
        if "take" in request.POST:
            return self.take(request)
        try:
            name, content = _uploaded(request.FILES.get("file"))
            comparison = compare(read_file(content), self.translation, read_segments(self.translation))
        except Unreadable as refused:
            messages.error(request, str(refused))
            return self.shown(request, status=400)
        if not comparison.proposals and not comparison.leftovers:
            messages.info(request, _("The file changes nothing: the page says the same already."))
            return redirect(self.address)
        return self.preview(request, comparison, name)

    def preview(self, request: HttpRequest, comparison: Comparison, name: str) -> HttpResponse:
        return render(
            request,
            "desk/upload.html",
            {
                "page": self.page,
                "name": name,
                "sections": _by_section(comparison.proposals),
                "comparison": comparison,
                "source_language": self.translation.source.locale.language_code,
                "target_language": self.translation.target_locale.language_code,
            },
        )

    def take(self, request: HttpRequest) -> HttpResponse:
        """Save what was ticked, by the same way as what is typed."""
        ticked = {key: e for key, e in read_entries(request.POST).items() if f"take-{key}" in request.POST}
        if not ticked:
            messages.warning(request, _("No passage was ticked: nothing was changed."))
            return redirect(self.address)
        faults = save_translation(translation=self.translation, entries=ticked, by=request.user)
        taken = len(ticked) - len(faults)
        if taken:
            data = {"file": request.POST.get("name", "")[:LONGEST_NAME], "passages": taken}
            log(instance=self.page, action="desk.upload_translation", user=request.user, data=data)
            text = ngettext("%(n)d passage was taken from the file.", "%(n)d passages were taken from the file.", taken)
            messages.success(request, text % {"n": taken} + " " + _("Readers do not see it yet."))
        if faults:
            return self.refuse(request, ticked, faults)
        return redirect(self.address)


def _by_section(proposals: list[Proposal]) -> list[tuple[str, list[Proposal]]]:
    sections: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        sections.setdefault(proposal.segment.section, []).append(proposal)
    return list(sections.items())


def _uploaded(file: Any) -> tuple[str, bytes]:
    """(name, content). Raises Unreadable."""
    if not isinstance(file, UploadedFile):
        raise Unreadable(_("Choose a file first."))
    if (file.size or 0) > MOST_BYTES:
        message = _("The file is %(size)s; at most %(most)s are possible.")
        raise Unreadable(message % {"size": filesizeformat(file.size or 0), "most": filesizeformat(MOST_BYTES)})
    content: bytes = file.read()
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    return str(file.name)[:LONGEST_NAME], content
