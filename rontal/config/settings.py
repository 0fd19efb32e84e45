"""Django settings, derived from the environment (`rontal.config.env`) and the library profile."""

from rontal.accounts.policies import AccountsPolicies
from rontal.config import database, env, keys, mail, policies
from rontal.core import profile

ENVIRONMENT = env.read()
MODE = ENVIRONMENT.mode
DEMO = MODE is env.Mode.DEMO
HOME = ENVIRONMENT.home
KEYS = keys.resolve(ENVIRONMENT)

LIBRARY_PROFILE = ENVIRONMENT.library or (
    None if MODE is env.Mode.PRODUCTION else env.ROOT / "rontal/demo/profile.toml"
)
LIBRARY = profile.load(LIBRARY_PROFILE, policies.ALL) if LIBRARY_PROFILE else None
if LIBRARY and MODE is not env.Mode.PRODUCTION:
    LIBRARY = policies.without_second_steps(LIBRARY)
PUBLIC_URL = ENVIRONMENT.url

SECRET_KEY = KEYS.secret or "unset"  # refused by `rontal doctor` and the system check
SEAL_KEYS = KEYS.seal
HASH_KEY = KEYS.hash
PUSH_KEY = KEYS.push
PUSH_PRIVATE = ENVIRONMENT.push_private
WHATSAPP_TOKEN = ENVIRONMENT.whatsapp_token
WHATSAPP_PHONE = ENVIRONMENT.whatsapp_phone
WHATSAPP_SECRET = ENVIRONMENT.whatsapp_secret
WHATSAPP_API = ENVIRONMENT.whatsapp_api
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = env.host_names(PUBLIC_URL)
if MODE is not env.Mode.PRODUCTION:  # "testserver" is the host of Django's test client
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
OCR_ENGINE = ENVIRONMENT.ocr_engine
FACE_ENGINE = ENVIRONMENT.face_engine
CLAMAV = ENVIRONMENT.clamav
IMAP_URL = ENVIRONMENT.imap_url
SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE and ENVIRONMENT.hsts_subdomains
SECURE_REFERRER_POLICY = "same-origin"
# Browsers accept a cookie with this prefix from this host alone, over https (RFC 6265bis).
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}rontal"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_ENGINE = "rontal.accounts.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
# The cookie lives as long as any session may; `rontal.accounts.session_limits` ends them earlier.
SESSION_COOKIE_AGE = (
    24 * 3600 * (LIBRARY.policies_of(AccountsPolicies).member_session_days if LIBRARY else 1)
)
MESSAGE_STORAGE = "rontal.ui.message_storage.Storage"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rontal.ui.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"

DEMO_APPS = [] if MODE is env.Mode.PRODUCTION else ["rontal.demo"]
INSTALLED_APPS = [
    "procrastinate.contrib.django",  # before our apps, whose tasks register with it
    "rontal.core",
    "rontal.privacy",
    "rontal.standard",
    "rontal.android",
    "rontal.accounts",
    "rontal.imports",
    "rontal.catalogue",
    "rontal.search",
    "rontal.membership",
    "rontal.feedback",
    "rontal.data_requests",
    "rontal.incidents",
    "rontal.verification",
    "rontal.lending",
    "rontal.reading",
    "rontal.notifications",
    "rontal.ui",
    "rontal.interop",
    "rontal.desk",
    "rontal.web",
    *DEMO_APPS,
    "rontal.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rontal.web.offline.middleware.reader_header",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rontal.ui.middleware.remove_picture_headers",
    "rontal.ui.middleware.CompressionMiddleware",
    "rontal.ui.page_cache.page_cache",
    "rontal.ui.middleware.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rontal.ui.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rontal.ui.frames.frame_options",
    "allauth.account.middleware.AccountMiddleware",
    "rontal.accounts.device_cookie.device_cookie",
    "rontal.ui.middleware.access",
    "rontal.ui.middleware.domain_errors",
]

ROOT_URLCONF = "rontal.config.urls"
WSGI_APPLICATION = "rontal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "rontal.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.contrib.humanize.templatetags.humanize",
            ],  # fmt: skip
        },
    }
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

DATABASES = {"default": database.configuration(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["rontal.accounts.backends.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "rontal.accounts.guessable_passwords.GuessableValidator"},
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Our backend takes an e-mail address as well; allauth's "email" method wants unique ones.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {
    "login": "rontal.ui.sign_in.SignInForm",
    "reset_password": "rontal.ui.sign_in.ForgottenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_UNIQUE_EMAIL = False  # members of a family may share one address
ACCOUNT_EMAIL_VERIFICATION = "none"  # the activation link has confirmed the address
ACCOUNT_ADAPTER = "rontal.accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # sends no mail to strangers' addresses
ACCOUNT_SESSION_REMEMBER = True
# Many people share one IP address (a school, a mobile carrier) and may sign in within minutes, so
# limits by IP are generous. Guessing is limited per account, to five attempts.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,300/h/ip,5/5m/key",
    "login_failed_known": "5/5m/key",  # of one known browser (`accounts.sign_in_limits`)
    "reset_password": "60/m/ip,5/m/key,10/d/key",
    "reset_password_from_key": "60/m/ip",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
OIDC_PROVIDERS = ENVIRONMENT.oidc_providers
OIDC_HTTP = MODE is not env.Mode.PRODUCTION
SOCIALACCOUNT_ADAPTER = "rontal.accounts.sign_on_adapter.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "rontal.accounts.single_sign_on.provider.Provider"}
}
MFA_ADAPTER = "rontal.accounts.second_factors.SecondFactorAdapter"
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # a passkey cannot be guessed
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "add_webauthn": "rontal.ui.passkeys.AddPasskey",
    "signup_webauthn": "rontal.ui.passkeys.FirstPasskey",
    "login_webauthn": "rontal.ui.passkeys.SignInWithPasskey",
    "authenticate_webauthn": "rontal.ui.passkeys.SecondStepWithPasskey",
    "reauthenticate_webauthn": "rontal.ui.passkeys.ConfirmWithPasskey",
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = LIBRARY.zone if LIBRARY else "Asia/Makassar"
USE_TZ = True
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}bahasa"

STATIC_URL = "/static/"
STATIC_ROOT = env.ROOT / "build/static"
STATICFILES_DIRS = [env.ROOT / "build/assets"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE is not env.Mode.TEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CACHE_IN_MEMORY = MODE is not env.Mode.TEST and not DEBUG
WHITENOISE_MAX_AGE = 3600

OUTBOX = HOME / "outbox"
globals().update(mail.configuration(ENVIRONMENT))

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 501  # most files of a title import, and one that its handler refuses
FILE_UPLOAD_HANDLERS = [
    "rontal.ui.uploads.DiscardUploadHandler"
]  # views that accept files override it
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Rate limits of sign-in are stored here; early eviction would reset them.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "memory": {  # of each process; valid until a version of core.versions changes
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "memory",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
    "template_fragments": {  # of {% cache %}: parts that depend on their keys alone
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if CACHE_IN_MEMORY
        else "django.core.cache.backends.dummy.DummyCache",
        "LOCATION": "template_fragments",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "rontal.ui.logs.TokenFilter"}},
    "formatters": {
        "text": {"()": "rontal.ui.logs.Lines"},
        "json": {"()": "rontal.ui.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": ENVIRONMENT.log_format,
            "filters": ["tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "rontal": {"level": "INFO"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
