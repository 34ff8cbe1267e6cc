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
    "lms.coursepacks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "csp",
    "django_structlog",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
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
SESSION_ENGINE = "lms.core.sessions"
SESSION_COPY_SECONDS = 300  # how long a session is read from the cache; longer than any request takes
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
# What was sent after a sign-out, kept for an hour each: a class that was away too long, and each of them several pages.
UNSAVED_RATE_LIMITS = {"unsaved": "60/m/ip,600/h/ip,30/h/key"}
# Lines in the audit log about what one person was refused: enough to see what somebody tries, too few to fill it.
REFUSAL_RATE_LIMITS = {"refusal": "30/h/key"}
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
# A document's address is its file's: /media/…, which asks who may read a page where it stands.
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAIL_I18N_ENABLED = False
# Editors publish themselves, or ask a second reader first (docs/adr/2026-11-22-second-reader.md).
WAGTAIL_WORKFLOW_ENABLED = True
# What a reader has passed is held like everything else while its words need a look or something is lacking.
WAGTAIL_FINISH_WORKFLOW_ACTION = "content.workflow.publish_unless_held"
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
# Where clamd looks at what learners add, host:port or the path of its socket; empty: nobody looks. See core.scanning.
CLAMD_ADDRESS = ""
CLAMD_TIMEOUT_SECONDS = 30  # for one file, all in all
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
CHECK_YEARS = 3  # how long a DBS, PVG or AccessNI check that was seen is current
CHECK_REMINDER_DAYS = (60, 14)  # before a check ends, its SMART Lead is reminded
UNUSED_PLACES_DAYS = (60, 30, 14)  # before a licence year ends with places left, its SMART Lead is told
RENEWAL_DUE_DAYS = 60  # before a licence year ends, its coordinator is shown that nothing follows it yet
STALLED_DAYS = 21  # without activity, unless paused
NUDGE_DAYS = 7  # between two reminders to the same person
RECORDING_MAX_MEGABYTES = 300  # a film of half an hour in good quality for a phone
UPLOAD_MAX_MEGABYTES = 25  # a file that a learner adds to a task; half an hour of speech, or a good photograph
UPLOAD_ORPHAN_HOURS = 24  # how long a stored file that no answer names may still be on its way to one
# How many people of a table are recognised by one press, in one transaction (domain B 31).
RECOGNISE_AT_ONCE = 500
RESEND_AFTER_MINUTES = 60  # between two invitations to the same person that a SMART Lead asks for
# Nobody sends our messages at will to whom they like: within a day, so many invitations reach one address, and so many
# of one licence year may be replaced or taken back (by correcting addresses, moving people, naming others instead).
INVITATIONS_TO_ONE_ADDRESS = 5
INVITATIONS_TAKEN_BACK = 50
PACK_KEEP_DAYS = 90  # a course to print or to take away; whoever wants it again has it made again
PACK_FILE_BYTES = 2_000_000  # films, sounds and files up to this size go into the pages for a USB stick
REVIEW_PROMISE_WORKING_DAYS = 5
# Study time: a page in use tells of itself so often; one sign of life earns at most so much, whatever lies before it.
STUDY_BEAT_SECONDS = 25
STUDY_BEAT_CAP_SECONDS = 60
STUDY_IDLE_SECONDS = 75  # without key, pointer, scrolling or a film that plays, a page is not in use
STUDY_TICKET_MINUTES = 15  # how long a page may tell of itself before the gate is asked again
# Without JavaScript the time from page to page is estimated: at most so many times the minutes of the page, and at
# most so many minutes.
STUDY_ESTIMATE_FACTOR = 2
STUDY_ESTIMATE_MINUTES = 30
SECOND_MARK_PER_CENT = 10  # of the written work that needs no second mark for another reason
# What enrolment tokens are derived with; empty: SECRET_KEY. Changing it ends the invitations that are out.
SIGNING_KEY = ""

# --- Numbers people may ask about -------------------------------------------------------------------
METRICS_TOKEN = ""
DEMO = False
