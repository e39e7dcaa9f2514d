"""What the built style sheet says that no page shows to a test without a browser."""

import re

from django.conf import settings

DARK = r"@media ?\(prefers-color-scheme: ?dark\)\{[^@]*?"


def test_arrow_of_a_field_to_choose_from_is_light_on_dark():
    built = settings.BASE_DIR / "static" / "built"
    found = re.search(DARK + r"\.krds-form-select\{background-image:url\(([^)]+)\)", (built / "site.css").read_text())
    assert found
    (fill,) = re.findall(r'fill="#(\w{6})"', (built / found[1]).read_text())
    assert all(int(fill[place : place + 2], 16) > 0xE0 for place in (0, 2, 4))
