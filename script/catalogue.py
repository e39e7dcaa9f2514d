"""The message catalogues: what the code says, what translators made of it, what is amiss."""

import ast
import importlib.util
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from environment import Failure

CODE = ("config", "seoulsolution")
# Packages that speak in the admin, and where the site says their messages in its own words.
PACKAGES = ("wagtail", "wagtail_localize")
OVERRIDES = Path("seoulsolution", "core", "locale")
TEMPLATES = ("templates", "seoulsolution")
TEMPLATE_SUFFIXES = {".html", ".txt", ".typ", ".xml"}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators:",)
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|\{(\w+)[^{}]*\}")
HEADER = "# The interface in {language}. script/messages writes this file: translate the msgstr lines."


def sources(root: Path) -> Iterator[tuple[Path, bool]]:
    """The files that hold messages, in order, each with whether it is a template."""
    code = (path for name in CODE for path in (root / name).rglob("*.py"))
    templates = (path for name in TEMPLATES for path in (root / name).rglob("*"))
    yield from ((path, False) for path in sorted(code) if "migrations" not in path.parts)
    yield from ((path, True) for path in sorted(templates) if path.suffix in TEMPLATE_SUFFIXES)


def _as_python(template: Path) -> bytes:
    """A template as Python that Babel can read; indentation goes because it would not make sense to it."""
    text = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    return "\n".join(line.strip() for line in text.splitlines()).encode()


def extracted(root: Path) -> Catalog:
    """Every message in the code and the templates, with the files it stands in."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path, is_template in sources(root):
        content = _as_python(path) if is_template else path.read_bytes()
        where = path.relative_to(root).as_posix()
        messages = extract("python", io.BytesIO(content), KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"}, True)
        for line, text, comments, context in messages:
            found.add(text, None, [(where, line)], auto_comments=comments, context=context)
    return found


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"


def override_paths(root: Path, language: str) -> list[Path]:
    """The catalogues in which the site says what packages say: that of Django and that of their scripts."""
    return sorted((root / OVERRIDES / to_locale(language) / "LC_MESSAGES").glob("*.po"))


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it stands in its file; an empty one when there is no file."""
    if not path.exists():
        return Catalog(
            to_locale(language),
            project="Seoul Solution",
            version="1",
            header_comment=HEADER.format(language=language),
            creation_date=datetime.now(UTC),
            revision_date=datetime.now(UTC),
            fuzzy=False,
        )
    try:
        return read_po(io.BytesIO(path.read_bytes()), to_locale(language), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise Failure(f"{path} cannot be read: {error}.") from None


def updated(catalogue: Catalog, found: Catalog) -> Catalog:
    """The catalogue with what is new and without what has gone; nothing is guessed from similar messages."""
    created = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.creation_date = created
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> str:
    """The text of a .po file: sorted, file names without line numbers, so that only messages change it."""
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_output=True, include_lineno=False)
    return written.getvalue().decode()


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside a .po."""
    compiled = io.BytesIO()
    write_mo(compiled, read(path, path.parents[1].name))
    unfinished = path.with_suffix(".mo.unfinished")
    unfinished.write_bytes(compiled.getvalue())
    unfinished.replace(path.with_suffix(".mo"))


def _texts(value: str | Iterable[str] | None) -> list[str]:
    """A message's texts: one, or one for each plural form."""
    return [value] if isinstance(value, str) else list(value or ())


def _placeholders(text: str) -> set[str]:
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}


def _shown(message: Message) -> str:
    return f"{_texts(message.id)[0]!r}" + (f" ({message.context})" if message.context else "")


def placeholder_fault(message: Message) -> str:
    """What is wrong with the placeholders of a translation, empty when they agree with the message."""
    wanted = _placeholders(_texts(message.id)[-1])
    for text in _texts(message.string):
        if _placeholders(text) != wanted:
            names = ", ".join(sorted(wanted ^ _placeholders(text)))
            return f"placeholders differ ({names})"
        if message.python_format:
            try:
                text % defaultdict(int)
            except (ValueError, TypeError) as error:
                return f"cannot be formatted ({error})"
    return ""


def _translation_faults(message: Message, translation: Message | None) -> Iterator[str]:
    where = message.locations[0][0] if message.locations else "nowhere"
    if translation is None or not all(_texts(translation.string)) or not translation.string:
        yield f"missing: {_shown(message)} in {where}"
        return
    if translation.fuzzy:
        yield f"fuzzy: {_shown(message)} in {where}"
    translation.flags.update(message.flags)
    if fault := placeholder_fault(translation):
        yield f"{fault}: {_shown(message)} in {where}"


def faults(catalogue: Catalog, found: Catalog) -> Iterator[str]:
    """One line for each message that is missing, fuzzy, obsolete or mismatched."""
    for message in found:
        if message.id:
            yield from _translation_faults(message, catalogue.get(message.id, message.context))
    for message in [*catalogue, *catalogue.obsolete.values()]:
        if message.id and found.get(message.id, message.context) is None:
            yield f"obsolete: {_shown(message)}"


def messages_of_packages(domain: str) -> Catalog:
    """What the packages say, in English."""
    said = Catalog(charset="utf-8", fuzzy=False)
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for folder in (spec and spec.submodule_search_locations) or ():
            for path in Path(folder).rglob(f"locale/en/LC_MESSAGES/{domain}.po"):
                for message in read(path, "en"):
                    said.add(message.id, flags=message.flags, context=message.context)
    return said


def override_faults(path: Path, language: str) -> Iterator[str]:
    """One line for each message that no package says any more, or whose translation is amiss."""
    said = messages_of_packages(path.stem)
    for message in read(path, language):
        original = said.get(message.id, message.context) if message.id else None
        if original is not None:
            yield from _translation_faults(original, message)
        elif message.id:
            yield f"said by no package: {_shown(message)}"


def unextracted(root: Path) -> Iterator[str]:
    """Messages inside f-strings, which Babel does not see: one line for each."""
    for path, is_template in sources(root):
        if is_template:
            continue
        for text in ast.walk(ast.parse(path.read_bytes())):
            for call in ast.walk(text) if isinstance(text, ast.JoinedStr) else ():
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                    where = f"{path.relative_to(root).as_posix()}, line {call.lineno}"
                    yield f"message inside an f-string, which is not extracted: {where}"


def source_faults(found: Catalog) -> Iterator[str]:
    """Messages are written in English: one line for each that is not."""
    for message in found:
        if message.id and any(HANGUL.search(text) for text in _texts(message.id)):
            yield f"not English: {_shown(message)} in {message.locations[0][0]}"
