"""What people do with an import before it is confirmed: upload, correct, leave out, discard."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .columns import ID, columns, recognise
from .models import STOPPING, ImportRow, MaterialImport
from .opening import open_file
from .sections import Section, compose, to_sections
from .state import originals
from .writing import CHUNK, ids_of, judge_anew, judge_rows

LONGEST_NAME = 200


def upload(*, file: File, by: Any) -> MaterialImport:
    """Read a file and keep its rows, judged, for the person. Raises ValidationError, with nothing kept."""
    MaterialImport.objects.forget_expired()
    kind, found = open_file(file)
    name = str(file.name or "")[-LONGEST_NAME:]
    with transaction.atomic():
        keep = _keep_manual if kind == "docx" else _keep_table
        material = keep(name, found, by)
        judge_anew(material, by=by)
        log(instance=material, action="archive.import_uploaded", user=by, data={"rows": material.rows.count()})
    return material


def _keep_table(name: str, found: dict[str, Any], by: Any) -> MaterialImport:
    names = [recognise(heading) for heading in found["header"]]
    if ID not in names:
        message = _("The first row names no column “{name}”. Please use the form that is offered here.")
        raise ValidationError(message.format(name=columns()[ID].heading))
    doubled = next((known for known in names if known and names.count(known) > 1), "")
    if doubled:
        raise ValidationError(_("The column “{name}” stands there twice.").format(name=columns()[doubled].heading))
    if not found["rows"]:
        raise ValidationError(_("The table has no rows below its first one."))
    notices = list(found["notices"])
    unknown = [heading for heading, known in zip(found["header"], names, strict=True) if heading.strip() and not known]
    if unknown:
        notices.append(["unknown", {"names": ", ".join(heading[:60] for heading in unknown[:10])}])
    material = MaterialImport.objects.create(
        owner=by, source=MaterialImport.Source.TABLE, file_name=name, notices=notices
    )
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                material=material,
                number=line,
                cells={known: cell.strip() for known, cell in zip(names, cells, strict=True) if known},
            )
            for line, cells in found["rows"]
        ),
        batch_size=CHUNK,
    )
    return material


def _keep_manual(name: str, found: dict[str, Any], by: Any) -> MaterialImport:
    title, sections = to_sections(found["blocks"])
    material = MaterialImport.objects.create(
        owner=by, source=MaterialImport.Source.MANUAL, file_name=name, notices=found["notices"]
    )
    cells = {ID: "", f"title_{settings.LANGUAGE_CODE}": title, **compose(sections)}
    ImportRow.objects.create(material=material, number=1, sections=sections, cells=cells)
    return material


@transaction.atomic
def correct_row(*, row: ImportRow, cells: Mapping[str, str], is_left_out: bool, by: Any) -> None:
    """Keep what stands in the cells now, right or wrong, and judge the row and those of the same id anew."""
    before = row.cells.get(ID, "")
    row.cells = {name: text.replace("\r\n", "\n").strip() for name, text in cells.items()}
    row.is_left_out = is_left_out
    row.save(update_fields=["cells", "is_left_out"])
    _judge_again(row.material, {before, row.cells.get(ID, "")}, by)
    row.refresh_from_db()


@transaction.atomic
def place_sections(*, row: ImportRow, sections: list[Section], described: Mapping[str, str], by: Any) -> None:
    """Give the sections of a manual their columns. `described`: id, and for a new policy its area, title and line.

    Of a policy that is there already only the columns are changed to which something was assigned.
    """
    row.sections = sections
    is_there = originals().filter(slug=described[ID]).exists()
    row.cells = {**({ID: described[ID]} if is_there else described), **compose(sections)}
    row.save(update_fields=["cells", "sections"])
    _judge_again(row.material, {row.cells[ID]}, by)
    row.refresh_from_db()


def _judge_again(material: MaterialImport, ids: Iterable[str], by: Any) -> None:
    rows = list(material.rows.filter(**{f"cells__{ID}__in": list(ids)}))
    for row, judgement in zip(rows, judge_rows(rows, by=by, counts=ids_of(material)), strict=True):
        row.verdict = judgement.verdict
    ImportRow.objects.bulk_update(rows, ["verdict"], batch_size=CHUNK)


@transaction.atomic
def leave_out_what_stops(*, material: MaterialImport, by: Any) -> int:
    """Leave out every row that cannot be imported as it is. Returns how many."""
    number = material.rows.filter(is_left_out=False, verdict__in=STOPPING).update(is_left_out=True)
    judge_anew(material, by=by)
    return number


@transaction.atomic
def discard(*, material: MaterialImport, by: Any) -> None:
    """Forget an import that was not confirmed."""
    log(instance=material, action="archive.import_discarded", user=by)
    material.delete()
