"""An index on Wagtail's table of pages: every page shows what stands at the top of the tree.

Without it the database goes through all pages for each reader. It is none of Wagtail's own, so it is looked after when
the database has been migrated: SQLite loses it where a migration of Wagtail makes the table anew.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from wagtail.models import Page

TABLE = Page._meta.db_table
NAME = "seoulsolution_page_depth"


def connect(app: AppConfig) -> None:
    post_migrate.connect(on_migration, sender=app, dispatch_uid="index-of-pages")


def on_migration(using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {NAME} ON {TABLE} (depth, show_in_menus)")
