"""How often somebody may try, counted in the database because several processes answer.

An account is never locked: what is counted is an address, and an account as tried from that address. So whoever tries
passwords shuts out nobody but themselves and those who share their address, and a passkey works even there.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..limits import reader_address
from .models import Attempt

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """`address` attempts from one address and `account` attempts on one account from it, within `seconds`."""

    address: int
    account: int
    seconds: int


LIMITS = {
    "password": Limit(address=50, account=5, seconds=600),
    "code": Limit(address=50, account=5, seconds=1800),
    "reset": Limit(address=20, account=5, seconds=3600),
    "passkey": Limit(address=100, account=100, seconds=600),
}


class TooManyAttempts(Exception):
    """Answered with 429; `seconds` until the next attempt."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Spent:
    """Attempts that were counted."""

    rows: tuple[int, ...]

    def give_back(self) -> None:
        """It was the right person after all."""
        Attempt.objects.filter(pk__in=self.rows).delete()


def network(address: str) -> str:
    """The address, or of IPv6 the network that one customer has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{parsed}/64", strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)


def spend(request: HttpRequest, action: str, account: str = "") -> Spent:
    """Count an attempt before it is made. TooManyAttempts when there were enough of them.

    `account`: as it was typed; whether there is such an account makes no difference.
    """
    limit = LIMITS[action]
    address = network(reader_address(request))
    allowed = {_key(action, address): limit.address}
    if account:
        allowed[_key(action, address, account.strip().casefold())] = limit.account
    Attempt.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    spent = []
    for key, amount in allowed.items():
        spent.append(Attempt.objects.create(key=key).pk)
        # Counted after it was written: two processes cannot both be the last that is allowed.
        _refuse_beyond(amount, key=key, seconds=limit.seconds, spent=spent)
    return Spent(tuple(spent))


def how_often(what: str, *, seconds: int) -> int:
    """How often `what` came within `seconds` in whatever process, this time included."""
    key = _key("what", what)
    Attempt.objects.create(key=key)
    return Attempt.objects.filter(key=key, made_at__gt=timezone.now() - timedelta(seconds=seconds)).count()


def _refuse_beyond(amount: int, *, key: str, seconds: int, spent: list[int]) -> None:
    now = timezone.now()
    made = Attempt.objects.filter(key=key, made_at__gt=now - timedelta(seconds=seconds)).order_by("-made_at", "-pk")
    times = list(made.values_list("made_at", flat=True)[: amount + 1])
    if len(times) <= amount:
        return
    # What was refused does not count: who waits is let in.
    Attempt.objects.filter(pk__in=spent).delete()
    raise TooManyAttempts(max(1, seconds - int((now - times[amount]).total_seconds())))


def _key(*parts: str) -> str:
    return salted_hmac("attempts", "\x00".join(parts), algorithm="sha256").hexdigest()
