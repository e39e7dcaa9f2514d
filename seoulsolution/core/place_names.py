"""What places are called beside their country."""

from typing import NamedTuple

from django.utils.translation import pgettext


class PlaceName(NamedTuple):
    """A place as readers call it. `country` is empty for a country."""

    slug: str
    name: str
    country: str

    @property
    def label(self) -> str:
        """“Colombo, Sri Lanka”, “스리랑카 콜롬보”."""
        if not self.country:
            return self.name
        # Translators: a city and the country in which it is, in the order of the language.
        return pgettext("place", "%(city)s, %(country)s") % {"city": self.name, "country": self.country}
