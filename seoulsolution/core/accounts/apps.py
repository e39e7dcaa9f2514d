from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """How staff sign in and stay signed in."""

    name = "seoulsolution.core.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Sign-in"

    def ready(self) -> None:
        from . import admission, journal, names

        admission.connect()
        journal.connect()
        names.connect()
