"""What was loaded before, and what is to be done with each record now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from . import outline
from .content import Content
from .outline import Record
from .records import LoadedRecord

Name = tuple[str, str]
# Rows that belong to another record. They are not synchronised by themselves, only guarded against sudden loss.
PARTS = (
    *("manual", "relation", "observation", "partner", "funding", "step"),
    *("figure", "agreement", "ranking", "training fact", "training centre", "offer"),
)
# The digest of a record that is no longer in the files and whose page was withdrawn.
WITHDRAWN = "withdrawn"
LARGEST_LOSS = 5


class RemovalRefusedError(Exception):
    """More would be removed than a load may remove unless it is forced."""


@dataclass
class Plan:
    """Records by what is to be done with them."""

    create: list[Record] = field(default_factory=list)
    change: list[Record] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)
    remove: list[Name] = field(default_factory=list)
    # Why a record is left as it is in the database.
    kept: dict[Name, str] = field(default_factory=dict)

    @property
    def write(self) -> list[Record]:
        return [*self.create, *self.change]


def make_plan(records: Iterable[Record], kinds: Iterable[str], states: Mapping[Name, str]) -> Plan:
    """What to do with `records`, which are all records of `kinds`. `states`: what the database holds of each."""
    loaded = {entry_name(entry): entry for entry in LoadedRecord.objects.filter(kind__in=kinds)}
    plan = Plan()
    present = set()
    for record in records:
        present.add(record.name)
        _decide(plan, record, loaded.get(record.name), states.get(record.name, ""))
    for name, entry in loaded.items():
        if name in present or entry.file_digest == WITHDRAWN:
            continue
        if states.get(name, "") == entry.state_digest:
            plan.remove.append(name)
        else:
            plan.kept[name] = _("is no longer in the files, but was changed in the editor")
    return plan


def _decide(plan: Plan, record: Record, entry: LoadedRecord | None, state: str) -> None:
    if entry is None and state:
        plan.kept[record.name] = _("was in the database before it was in the files")
    elif entry is None:
        plan.create.append(record)
    elif not state:
        plan.kept[record.name] = _("was deleted in the editor")
    elif state != entry.state_digest:
        newer = entry.file_digest != record.digest()
        plan.kept[record.name] = (
            _("was changed in the editor; the files say something newer") if newer else _("was changed in the editor")
        )
    elif entry.file_digest == record.digest():
        plan.unchanged.append(record)
    else:
        plan.change.append(record)


def entry_name(entry: LoadedRecord) -> Name:
    return entry.kind, entry.key


def remember(records: Iterable[Record], states: Mapping[Name, str]) -> None:
    """Note the records as they stand in the database now."""
    _write(LoadedRecord(kind=r.kind, key=r.key, file_digest=r.digest(), state_digest=states[r.name]) for r in records)


def remember_withdrawn(names: Iterable[Name], states: Mapping[Name, str]) -> None:
    _write(
        LoadedRecord(kind=kind, key=key, file_digest=WITHDRAWN, state_digest=states.get((kind, key), ""))
        for kind, key in names
    )


def forget(names: Iterable[Name]) -> None:
    for kind, key in names:
        LoadedRecord.objects.filter(kind=kind, key=key).delete()


def _write(entries: Iterable[LoadedRecord]) -> None:
    LoadedRecord.objects.bulk_create(
        entries,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["file_digest", "state_digest", "loaded_at"],
    )


def part_names(content: Content) -> set[Name]:
    """Manuals and what belongs to other records, by a key that fits."""
    return {
        *(("manual", key) for key in content.manuals),
        *(("relation", _short(f"{r.from_id} {r.kind} {r.to_id}")) for r in content.relations),
        *(("observation", _short(f"{o.indicator_id} {o.year} {o.segment}")) for o in content.observations),
        *_numbered("partner", content.partners),
        *_numbered("funding", content.funding),
        *_numbered("step", content.steps),
        *_numbered("figure", content.figures, "city_id"),
        *(("agreement", relation.id) for relation in content.agreements),
        *(("ranking", ranking.id) for ranking in content.rankings),
        *(("training fact", fact.id) for fact in content.facts),
        *(("training centre", centre.id) for centre in content.centres),
        *(("offer", offer.id) for offer in content.offers),
    }


def _numbered(kind: str, shapes: Iterable[Any], of: str = "project_id") -> Iterator[Name]:
    """The rows of each project, or of what else `of` names, by their number in it."""
    numbers: Counter[str] = Counter()
    for shape in shapes:
        whole = getattr(shape, of)
        numbers[whole] += 1
        yield kind, _short(f"{whole} {numbers[whole]}")


def _short(key: str) -> str:
    return key if len(key) <= 120 else sha256(key.encode()).hexdigest()


def guard_removals(removed: Iterable[Name], *, force: bool) -> None:
    """Refuse to remove more than a fifth of what was loaded of one kind."""
    counts = Counter(kind for kind, _key in removed)
    for kind, count in counts.items():
        before = LoadedRecord.objects.filter(kind=kind).exclude(file_digest=WITHDRAWN).count()
        if count * LARGEST_LOSS > before and not force:
            message = _(
                "{count} of {before} records of the kind “{kind}” are no longer in the files. That is more than a "
                "fifth; nothing was written. Use --force if this is meant."
            )
            raise RemovalRefusedError(message.format(count=count, before=before, kind=kind))


def missing_parts(content: Content) -> list[Name]:
    """Parts that were loaded before and are no longer in the files."""
    present = part_names(content)
    entries = LoadedRecord.objects.filter(kind__in=PARTS)
    return [entry_name(entry) for entry in entries if entry_name(entry) not in present]


def remember_parts(content: Content) -> None:
    forget(missing_parts(content))
    known = {entry_name(entry) for entry in LoadedRecord.objects.filter(kind__in=PARTS)}
    new = part_names(content) - known
    _write(LoadedRecord(kind=kind, key=key, file_digest="", state_digest="") for kind, key in sorted(new))


def is_loaded() -> bool:
    """Whether content was ever loaded. A load is one transaction, so there is no half."""
    return LoadedRecord.objects.filter(kind=outline.HOME).exists()
