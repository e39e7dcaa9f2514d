"""Widgets of the admin without inline scripts, which its content policy forbids.

What Wagtail starts from a `<script>` beside the widget is started from attributes by `static/src/admin/starters.js`.
Panels and dates are templates (`templates/wagtailadmin`); choosers write their script in Python.
"""

import json
import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

CALL = re.compile(r"(?:new )?(?P<name>\w+)\((?P<given>.*)\);")


def starter(script: str) -> str:
    """The element that starts what `script` starts: one call with an id and, of most, options. ValueError otherwise."""
    call = CALL.fullmatch(script)
    if call is None:
        raise ValueError(f"Not one call: {script!r}")
    element, *options = json.loads(f"[{call['given']}]")
    given = {"name": call["name"], "id": element, "options": json.dumps(options[0]) if options else ""}
    return render_to_string("components/admin/starter.html", given)


def render(self: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
    """As Wagtail's `BaseChooser.render`, but for the script."""
    data = self.get_value_data(value)
    widget = self.render_html(name, data, attrs)
    return mark_safe(widget + starter(self.render_js_init(attrs["id"], name, data)))


def connect() -> None:
    BaseChooser.render = render
