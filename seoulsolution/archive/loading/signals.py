"""What the loader announces."""

from django.dispatch import Signal

# Sent once after a load that wrote something, when its transaction is committed.
# `pages`: ids of the pages that were created or changed.
content_loaded = Signal()
