"""Under which terms others may use a picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    KOGL_1 = "kogl-1", _("KOGL Type 1 (name the source)")
    KOGL_2 = "kogl-2", _("KOGL Type 2 (name the source, not for profit)")
    KOGL_3 = "kogl-3", _("KOGL Type 3 (name the source, no changes)")
    KOGL_4 = "kogl-4", _("KOGL Type 4 (name the source, not for profit, no changes)")
    CC0 = "cc0-1.0", "CC0 1.0"
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC_BY_ND = "cc-by-nd-4.0", "CC BY-ND 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND = "cc-by-nc-nd-4.0", "CC BY-NC-ND 4.0"
    CC_BY_3 = "cc-by-3.0", "CC BY 3.0"
    CC_BY_SA_3 = "cc-by-sa-3.0", "CC BY-SA 3.0"
    CC_BY_2 = "cc-by-2.0", "CC BY 2.0"
    CC_BY_SA_2 = "cc-by-sa-2.0", "CC BY-SA 2.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    PERMISSION = "permission", _("All rights reserved, used with permission")

    @property
    def address(self) -> str:
        """Where the terms stand; empty where they stand nowhere."""
        family, _dash, rest = self.value.partition("-")
        if family == "kogl":
            return f"https://www.kogl.or.kr/info/licenseType{rest}.do"
        if family == "cc0":
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if family == "cc":
            terms, _dash, version = rest.rpartition("-")
            return f"https://creativecommons.org/licenses/{terms}/{version}/"
        return ""
