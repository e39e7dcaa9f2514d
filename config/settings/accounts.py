"""How staff sign in. docs/guides/sign-in.md says what it means for them."""

import environ

from config import sign_in

env = environ.Env()

# Without a second factor nobody gets further than the page where it is set up.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)

AUTHENTICATION_BACKENDS = ["seoulsolution.core.accounts.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# A working day, however busy, and two hours without a request. A session also ends with the browser.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 2 * 60 * 60

# Wagtail's own forms for passwords and addresses know neither second factor nor limits. A new account may be left
# without a password: its owner asks for the mail that sets one.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False

ACCOUNT_ADAPTER = "seoulsolution.core.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "seoulsolution.core.accounts.forms.SignInForm",
    "reset_password": "seoulsolution.core.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "seoulsolution.core.accounts.forms.NewPasswordForm",
    "change_password": "seoulsolution.core.accounts.forms.ChangePasswordForm",
    "reauthenticate": "seoulsolution.core.accounts.forms.ConfirmByPasswordForm",
}
# The site counts attempts in its database: several processes share them, and no account can be locked.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False

MFA_ADAPTER = "seoulsolution.core.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Addresses are what an administrator wrote down; nobody adds one that would have to be verified.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A phone whose clock is half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "seoulsolution.core.accounts.forms.CodeForm",
    "reauthenticate": "seoulsolution.core.accounts.forms.ConfirmByCodeForm",
    "authenticate_webauthn": "seoulsolution.core.accounts.forms.PasskeyCodeForm",
    "reauthenticate_webauthn": "seoulsolution.core.accounts.forms.ConfirmByPasskeyForm",
    "login_webauthn": "seoulsolution.core.accounts.forms.PasskeySignInForm",
    "activate_totp": "seoulsolution.core.accounts.forms.ActivateAppForm",
    "add_webauthn": "seoulsolution.core.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "seoulsolution.core.accounts.forms.RenamePasskeyForm",
}

USERSESSIONS_TRACK_ACTIVITY = False

# Single sign-on with the city's own directory.
OIDC_ISSUER = env("OIDC_ISSUER", default="").rstrip("/")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
OIDC_EMAIL_DOMAIN = env("OIDC_EMAIL_DOMAIN", default="").lower().lstrip("@")
OIDC_NAME = env("OIDC_NAME", default="")
sign_in.check_directory(issuer=OIDC_ISSUER, client=OIDC_CLIENT_ID, secret=OIDC_CLIENT_SECRET, domain=OIDC_EMAIL_DOMAIN)
SOCIALACCOUNT_ADAPTER = "seoulsolution.core.accounts.directory.DirectoryAdapter"
SOCIALACCOUNT_PROVIDERS = sign_in.providers(
    issuer=OIDC_ISSUER, client=OIDC_CLIENT_ID, secret=OIDC_CLIENT_SECRET, name=OIDC_NAME
)
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# The way to the directory is a link: a form that is sent there would need an exception in the policy of the pages.
SOCIALACCOUNT_LOGIN_ON_GET = True

# Without EMAIL_URL the site sends no mail and says so where somebody asks for one.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("MAIL_FROM", default="webmaster@localhost")
