from django.db import migrations

# On Wagtail's table: every page shows what stands at the top of the tree, and the database would go through all pages
# for it. SQLite loses the index where a migration of Wagtail makes the table anew: then this is to be done again.
MAKE = "CREATE INDEX IF NOT EXISTS seoulsolution_page_depth ON wagtailcore_page (depth, show_in_menus)"


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_organisations"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunSQL(MAKE, "DROP INDEX IF EXISTS seoulsolution_page_depth")]
