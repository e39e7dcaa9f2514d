"""How what happens is told in the log."""

import logging
import re

# Where Django tells of requests that it refuses: odd Host headers, forms with too many fields.
REFUSALS = "django.security"
LONGEST = 300
# The end of an address that lets in whoever knows it.
SECRET = re.compile(r"(/invitations/)[\w-]{20,}")


class RefusalsInOneLine(logging.Filter):
    """A refused request is no fault of the site, and strangers send many: one short warning, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(REFUSALS) and record.levelno > logging.WARNING:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args = record.getMessage()[:LONGEST], None
            record.exc_info = record.exc_text = None
        return True


class WithoutSecrets(logging.Filter):
    """Who reads the log does not get in by what stands there."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if SECRET.search(message):
            record.msg, record.args = SECRET.sub(r"\1…", message), None
        return True
