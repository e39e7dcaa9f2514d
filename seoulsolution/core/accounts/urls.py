"""Addresses of the account, under a language. What allauth has besides is not reachable."""

from django.urls import path, re_path

from .views import personal

OWN = "seoulsolution.core.accounts.views"
ACCOUNT = "allauth.account.views"
FACTORS = "allauth.mfa.base.views"
APP = "allauth.mfa.totp.views"
CODES = "allauth.mfa.recovery_codes.views"
PASSKEYS = "allauth.mfa.webauthn.views"

urlpatterns = [
    path("sign-in/", personal(f"{ACCOUNT}.login"), name="account_login"),
    path("sign-in/code/", personal(f"{FACTORS}.authenticate"), name="mfa_authenticate"),
    path("sign-in/passkey/", personal(f"{PASSKEYS}.login_webauthn", counted="passkey"), name="mfa_login_webauthn"),
    path("sign-out/", personal(f"{ACCOUNT}.logout"), name="account_logout"),
    path("inactive/", personal(f"{ACCOUNT}.account_inactive"), name="account_inactive"),
    path("confirm/", personal(f"{ACCOUNT}.reauthenticate"), name="account_reauthenticate"),
    path("confirm/code/", personal(f"{FACTORS}.reauthenticate"), name="mfa_reauthenticate"),
    path("confirm/passkey/", personal(f"{PASSKEYS}.reauthenticate_webauthn"), name="mfa_reauthenticate_webauthn"),
    path("password/", personal(f"{ACCOUNT}.password_change"), name="account_change_password"),
    path("password/forgotten/", personal(f"{ACCOUNT}.password_reset"), name="account_reset_password"),
    path("password/forgotten/sent/", personal(f"{ACCOUNT}.password_reset_done"), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        personal(f"{ACCOUNT}.password_reset_from_key"),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/",
        personal(f"{ACCOUNT}.password_reset_from_key_done"),
        name="account_reset_password_from_key_done",
    ),
    path("security/", personal(f"{FACTORS}.index"), name="mfa_index"),
    path("security/app/", personal(f"{APP}.activate_totp"), name="mfa_activate_totp"),
    path("security/app/remove/", personal(f"{APP}.deactivate_totp"), name="mfa_deactivate_totp"),
    path("security/codes/", personal(f"{CODES}.view_recovery_codes"), name="mfa_view_recovery_codes"),
    path("security/codes/new/", personal(f"{CODES}.generate_recovery_codes"), name="mfa_generate_recovery_codes"),
    path("security/codes/file/", personal(f"{CODES}.download_recovery_codes"), name="mfa_download_recovery_codes"),
    path("security/passkeys/", personal(f"{OWN}.to_security"), name="mfa_list_webauthn"),
    path("security/passkeys/add/", personal(f"{PASSKEYS}.add_webauthn"), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/", personal(f"{PASSKEYS}.edit_webauthn"), name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", personal(f"{PASSKEYS}.remove_webauthn"), name="mfa_remove_webauthn"),
    path("security/sessions/", personal(f"{OWN}.sessions"), name="usersessions_list"),
    path(
        "directory/cancelled/",
        personal("allauth.socialaccount.views.login_cancelled"),
        name="socialaccount_login_cancelled",
    ),
    # Names that allauth asks for.
    path("sign-up/", personal(f"{OWN}.closed"), name="account_signup"),
    path("directory/sign-up/", personal(f"{OWN}.closed"), name="socialaccount_signup"),
    path("password/first/", personal(f"{OWN}.to_security"), name="account_set_password"),
]

# Without a language: the directory is told one address.
directory_urls = [
    path("<slug:provider_id>/", personal(f"{OWN}.to_directory"), name="openid_connect_login"),
    path("<slug:provider_id>/back/", personal(f"{OWN}.from_directory"), name="openid_connect_callback"),
]
