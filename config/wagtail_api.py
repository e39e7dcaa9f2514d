"""Leaves Wagtail's HTTP API out of a site that has it neither among its apps nor at an address.

Wagtail 8 makes it all the same when it starts: schemas for every kind of page, document, image and snippet, with
pydantic, django-ninja and Django REST framework for them. That is 1 s and 35 to 40 MB in each process. ADR 15.
"""

import re
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any

APP = "wagtail.api.v3"
MODULES = re.compile(r"wagtail\.(?:\w+\.)*api\.v3(?:\.(?:api|registry|router))?")


class _LeftOut(MetaPathFinder, Loader):
    """Gives what Wagtail's apps ask of the modules of the API, without effect; another name is an ImportError."""

    def find_spec(self, name: str, _path: Any, _target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=name.endswith("v3")) if MODULES.fullmatch(name) else None

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(api=SimpleNamespace(add_router=_nothing), router=None, register_content_types=_nothing)


def _nothing(*_asked: Any) -> None:
    pass


def leave_out(apps: Sequence[str]) -> None:
    """To be called before the apps are loaded; does nothing where the API is one of `apps`."""
    if APP not in apps and not any(isinstance(finder, _LeftOut) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LeftOut())
