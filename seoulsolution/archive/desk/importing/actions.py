"""What people do with an import before it is confirmed: upload, correct, leave out, discard."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..tables.known import TABLES
from ..tables.policies import POLICIES
from .columns import ID
from .document_tables import without_tables
from .models import MANUAL, STOPPING, ImportRow, MaterialImport
from .opening import open_file
from .sections import Section, compose, to_sections
from .tables import Table
from .writing import CHUNK, judge_anew, judge_rows, keys_of

LONGEST_NAME = 200
# So many columns more that another table knows, and a file is one of that.
COLUMNS_OF_ANOTHER = 3


def upload(*, file: File, by: Any, table: Table = POLICIES) -> MaterialImport:
    """Read a file and keep its rows, judged, for the person. Raises ValidationError, with nothing kept.

    `table`: of which the file is one; a manual from Word is one of policies.
    """
    MaterialImport.objects.forget_expired()
    kind, found = open_file(file)
    if kind == "docx" and table is not POLICIES:
        raise ValidationError(_("Only manuals of policies are taken as DOCX. Please save the table as XLSX or CSV."))
    name = str(file.name or "")[-LONGEST_NAME:]
    with transaction.atomic():
        material = _keep_manual(name, found, by) if kind == "docx" else _keep_table(table, name, found, by)
        judge_anew(material, by=by)
        log(instance=material, action="archive.import_uploaded", user=by, data={"rows": material.rows.count()})
    return material


def _keep_table(table: Table, name: str, found: dict[str, Any], by: Any) -> MaterialImport:
    names = [table.recognise(heading) for heading in found["header"]]
    if other := table_meant_by(found["header"], table):
        message = _("This is a table of “{other}”, not of “{table}”. Choose “{other}” above, and upload it there.")
        raise ValidationError(message.format(other=other.title, table=table.title))
    for expected in table.expected:
        if expected not in names:
            message = _("The first row names no column “{name}”. Please use the form that is offered here.")
            raise ValidationError(message.format(name=table.columns[expected].heading))
    doubled = next((known for known in names if known and names.count(known) > 1), "")
    if doubled:
        raise ValidationError(_("The column “{name}” stands there twice.").format(name=table.columns[doubled].heading))
    if not found["rows"]:
        raise ValidationError(_("The table has no rows below its first one."))
    notices = list(found["notices"])
    unknown = [heading for heading, known in zip(found["header"], names, strict=True) if heading.strip() and not known]
    if unknown:
        notices.append(["unknown", {"names": ", ".join(heading[:60] for heading in unknown[:10])}])
    material = MaterialImport.objects.create(
        owner=by, source=MaterialImport.Source.TABLE, kind=table.name, file_name=name, notices=notices
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


def table_meant_by(header: Iterable[str], table: Table) -> Table | None:
    """Another table whose form the first row of a file is; None where it may well be `table`.

    A column or two of one's own may be called like those of another table.
    """
    known = {one: sum(bool(one.recognise(heading)) for heading in header) for one in TABLES.values()}
    most = max(known, key=lambda one: known[one])
    return most if known[most] - known[table] >= COLUMNS_OF_ANOTHER else None


def _keep_manual(name: str, found: dict[str, Any], by: Any) -> MaterialImport:
    blocks, told = without_tables(found["blocks"])
    title, sections = to_sections(blocks)
    has_lists = any(block["kind"] == "table" for block in blocks)
    material = MaterialImport.objects.create(
        owner=by,
        source=MaterialImport.Source.MANUAL,
        file_name=name,
        notices=[notice for notice in found["notices"] if notice[0] != "tables" or has_lists],
    )
    cells = {ID: "", f"title_{settings.LANGUAGE_CODE}": title, **compose(sections)}
    ImportRow.objects.create(material=material, number=MANUAL, sections=sections, cells=cells)
    rows = (
        ImportRow(material=material, number=number, kind=one.table.name, cells=one.cells)
        for number, one in enumerate(told, start=MANUAL + 1)
    )
    ImportRow.objects.bulk_create(rows, batch_size=CHUNK)
    return material


@transaction.atomic
def correct_row(*, row: ImportRow, cells: Mapping[str, str], is_left_out: bool, by: Any) -> None:
    """Keep what stands in the cells now, right or wrong, and judge the row and those of the same page anew."""
    table = row.table
    before = table.whole_of(row.cells)
    row.cells = {name: text.replace("\r\n", "\n").strip() for name, text in cells.items()}
    row.is_left_out = is_left_out
    row.save(update_fields=["cells", "is_left_out"])
    _judge_again(row.material, {before, table.whole_of(row.cells)}, by)
    row.refresh_from_db()


@transaction.atomic
def place_sections(
    *, row: ImportRow, sections: list[Section], described: Mapping[str, str], left_out: Iterable[int], by: Any
) -> None:
    """Give the sections of a manual their columns. `described`: id, and for a new policy its area, title and line.

    `left_out`: numbers of rows of its tables.
    Of a policy that is there already only the columns are changed to which something was assigned.
    """
    row.sections = sections
    is_there = POLICIES.originals().filter(slug=described[ID]).exists()
    row.cells = {**({ID: described[ID]} if is_there else described), **compose(sections)}
    row.save(update_fields=["cells", "sections"])
    told = row.material.rows.exclude(number=MANUAL)
    told.update(is_left_out=False)
    told.filter(number__in=list(left_out)).update(is_left_out=True)
    _judge_again(row.material, {row.cells[ID]}, by)
    row.refresh_from_db()


def _judge_again(material: MaterialImport, wholes: Iterable[str], by: Any) -> None:
    """The rows that tell of these, one of which was changed; of a manual all."""
    table = material.table
    is_part = table.whole and material.source != MaterialImport.Source.MANUAL
    rows = list(material.rows.filter(**{f"cells__{table.whole}__in": list(wholes)} if is_part else {}))
    judged = judge_rows(material, rows, by=by, counts=keys_of(material))
    for row, judgement in zip(rows, judged, strict=True):
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
