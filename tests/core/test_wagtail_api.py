"""Wagtail's HTTP API is no part of a site that does not serve it."""

import sys
from importlib import import_module

import pytest

from config import wagtail_api


def test_api_that_is_not_served_is_not_made():
    assert "ninja" not in sys.modules
    assert import_module("wagtail.documents.api.v3.router").router is None


@pytest.mark.parametrize("module", ["wagtail.api.v3", "wagtail.api.v3.api", "wagtail.images.api.v3.router"])
def test_name_that_is_not_known_here_is_missed_at_once(module: str):
    assert import_module(module)
    with pytest.raises(ImportError):
        import_module(f"{module}.schemas")


@pytest.mark.parametrize(("apps", "left_out"), [(["wagtail"], 1), (["wagtail", wagtail_api.APP], 0)])
def test_api_is_left_out_once_and_only_where_it_is_no_app(
    monkeypatch: pytest.MonkeyPatch, apps: list[str], left_out: int
):
    others = [finder for finder in sys.meta_path if not isinstance(finder, wagtail_api._LeftOut)]
    monkeypatch.setattr(sys, "meta_path", list(others))
    wagtail_api.leave_out(apps)
    wagtail_api.leave_out(apps)
    added = [finder for finder in sys.meta_path if finder not in others]
    assert len(added) == left_out
    assert all(finder.find_spec("wagtail.api.v2", None) is None for finder in added)
