"""Where readers write to: with a question that the archive does not answer, or about a mistake in it."""

from urllib.parse import quote, urlsplit

from django.conf import settings

LONGEST_SUBJECT = 200


def address(mailbox: str, chosen: str) -> str:
    """The address that was set, else the mailbox of that name where the site is (the names are those of RFC 2142)."""
    return chosen or f"mailto:{mailbox}@{urlsplit(settings.SITE_URL).hostname}"


def for_readers(subject: str = "") -> str:
    """Address of a mail with a subject, or of the page that was set for it."""
    found = address("info", settings.CONTACT)
    if subject and found.startswith("mailto:") and "?" not in found:
        return f"{found}?subject={quote(subject[:LONGEST_SUBJECT], safe='')}"
    return found
