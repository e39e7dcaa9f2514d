"""What no form of the admin sends is refused with 400, where Wagtail would fail with 500 or work for a minute.

Wagtail reads what its own editor sent and trusts its shape: how many blocks and rows there are, that JSON is JSON, that
an id is a number. None of it is written before all of it is read, so nothing is half-written.
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

from .content_policy import ADMIN
from .errors import error_response

logger = logging.getLogger(__name__)

# Functions in which a fault is one of what was sent: a widget or a field reads it, or the database is asked for it.
READERS = {"value_from_datadict", "get_prep_lookup", "to_python"}
FAULTS = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
COUNT = "-TOTAL_FORMS"


class MalformedRequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Rows that are announced and not sent would all be made and shown: 2,000 of them take more than a minute."""
        if request.method != "POST" or not request.path_info.startswith(ADMIN):
            return None
        announced = (str(value) for name, value in request.POST.items() if name.endswith(COUNT))
        if any(value.isdecimal() and (len(value) > 9 or int(value) > len(request.POST)) for value in announced):
            return error_response(request, 400)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path_info.startswith(ADMIN) or not isinstance(exception, FAULTS):
            return None
        passed = {frame.f_code.co_name for frame, _line in traceback.walk_tb(exception.__traceback__)}
        # A view that asks for something which has to be sent, and was not, is told so by the dictionary.
        if not passed & READERS and not isinstance(exception, MultiValueDictKeyError):
            return None
        logger.warning("Malformed request to %s: %s", request.path_info, str(exception)[:200])
        return error_response(request, 400)
