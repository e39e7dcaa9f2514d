"""Which scripts, styles and frames a page may have: public pages by the one policy, the admin by its own."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ADMIN = "/admin/"


class ContentPolicyMiddleware(CSPMiddleware):
    """A preview in the admin has already the policy of readers (`core/pages.py`), and keeps it."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMIN):
            parts.replace = {**settings.ADMIN_CONTENT_POLICY, **(parts.replace or {})}
        return parts
