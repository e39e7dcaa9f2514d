"""PDF of policies and areas."""


def connect() -> None:
    """Listen to what is published."""
