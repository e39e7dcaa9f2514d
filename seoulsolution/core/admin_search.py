"""Search in the admin: by any part of what is written, tags included, which Wagtail's own leaves out."""

from collections.abc import Iterable

from wagtail.search import index
from wagtail.search.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler


class QueryCompiler(DatabaseSearchQueryCompiler):
    def get_fields_names(self) -> Iterable[str]:
        yield from super().get_fields_names()
        if self.fields:
            return
        for related in self.queryset.model.get_search_fields():
            if isinstance(related, index.RelatedFields):
                own = (field for field in related.fields if isinstance(field, index.SearchField))
                yield from (f"{related.field_name}__{field.field_name}" for field in own)


class SearchBackend(DatabaseSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = QueryCompiler
