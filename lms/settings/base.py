"""What every place the platform runs in has in common."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from . import env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

PRODUCT_NAME = "SMART Training"
ISSUER_NAME = "UK SMART Recovery"  # who attests: stands on certificates, manuals and where they are checked
WAGTAIL_SITE_NAME = PRODUCT_NAME

INSTALLED_APPS = [
    "lms.core",
    "lms.accounts",
    "lms.notifications",
    "content",
    "courses",
    "enrolment",
    "assessments",
    "certificates",
    "lms.dashboards",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "csp",
    "django_structlog",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "lms.accounts.wagtail_users.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",  # the template of sitemap.xml
    "django.contrib.staticfiles",
    "django.forms",  # its widget templates, for the form renderer
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "lms.core.middleware.MetricsMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.core.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.core.middleware.PersonalPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.accounts.middleware.AdminGateMiddleware",
    "lms.accounts.middleware.RequiredMfaMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.core.context_processors.frame",
            ],
            "builtins": ["lms.core.templatetags.components"],
        },
    },
]
FORM_RENDERER = "lms.core.forms.Renderer"

# --- Time, language -------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "known_as", "email", "sign_in_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# One sign-in for the site and the Wagtail admin.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"

ACCOUNT_ADAPTER = "lms.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "lms.accounts.forms.SignupForm",
    "login": "lms.accounts.forms.LoginForm",
    "reset_password_from_key": "lms.accounts.forms.ResetPasswordKeyForm",
    "add_email": "lms.accounts.forms.worded.AddEmailForm",
    "change_password": "lms.accounts.forms.worded.ChangePasswordForm",
    "set_password": "lms.accounts.forms.worded.SetPasswordForm",
    "reset_password": "lms.accounts.forms.worded.ResetPasswordForm",
    "reauthenticate": "lms.accounts.forms.worded.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "lms.accounts.forms.worded.AuthenticateForm",
    "reauthenticate": "lms.accounts.forms.worded.ReauthenticateByCodeForm",
    "activate_totp": "lms.accounts.forms.worded.ActivateForm",
}
ACCOUNT_USER_DISPLAY = "lms.accounts.adapter.user_display"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Shared computers: signed in until the browser closes, two weeks for whoever ticks "Keep me signed in".
ACCOUNT_SESSION_REMEMBER = None
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
# And what decides who owns an account asks for the password again, and is told to the owner.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A prison or a classroom is one IP address: limit by account, and by address only far above a class.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "signup": "200/h/ip",
    "login": "300/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "reset_password": "200/h/ip,5/h/key",
    "reset_password_from_key": "200/h/ip",
    "confirm_email": "1/1m/key",
}
# Checking certificates: an office may have a pile of them, somebody who tries out serial numbers has millions to go.
VERIFY_RATE_LIMITS = {"verify": "60/m/ip,600/h/ip"}
# Enrolment codes: only wrong ones count, and the wait is short, so that a class behind one address types in peace.
ENROL_RATE_LIMITS = {"enrol": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PRODUCT_NAME
MFA_REQUIRED = False

# --- Wagtail --------------------------------------------------------------------------------------
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = ["Europe/London"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"  # as people in the UK write days
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_I18N_ENABLED = False
# Editors publish themselves: there is nobody to submit to.
WAGTAIL_WORKFLOW_ENABLED = False
# Milliseconds after the last key. Wagtail's half a second often meets the press of "Publish" on a new page.
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en-gb", "English")]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]

# --- Policy: nothing inline, nothing from elsewhere. /cms/ alone is relaxed (see core.middleware) ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lms.core.views.errors.csrf_failure"
SAFE_EXIT_URL = "https://www.bbc.co.uk/weather"

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
PRIVATE_LINK_SECONDS = 60
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "lms.core.files.MediaStorage"},
    "private": {"BACKEND": "lms.core.files.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Mail: every message is a row of the outbox first ---------------------------------------------
EMAIL_BACKEND = "lms.notifications.backend.OutboxBackend"
OUTBOX_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
OUTBOX_PAUSED = False
OUTBOX_DAILY_CAP = 5000
OUTBOX_UNCERTAIN_AFTER_SECONDS = 600
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = "SMART Training <training@demo.example>"
CONTACT_EMAIL = "training@demo.example"  # where people can write to us; stands on the plain pages

# --- Celery: see docs/architecture.md, Slow work ----------------------------------------------------
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TIMEZONE = TIME_ZONE
PDF_TRY_AGAIN_SECONDS = 360  # a drawing that nobody finished; above the time limit of a task
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- Decisions of UKSR's (domain B), each a number here and nowhere else -------------------------------
LICENCE_GRACE_DAYS = 30
ENROLMENT_TOKEN_DAYS = 28
REVIEW_PROMISE_WORKING_DAYS = 5
SECOND_MARK_PER_CENT = 10  # of the written work that needs no second mark for another reason
# What enrolment tokens are derived with; empty: SECRET_KEY. Changing it ends the invitations that are out.
SIGNING_KEY = ""

# --- Numbers people may ask about -------------------------------------------------------------------
METRICS_TOKEN = ""
DEMO = False
