"""Settings. What differs between machines comes from ``environment``."""

from django.utils.translation import gettext_lazy as _

from portal.config import environment, gdal

BASE_DIR = environment.ROOT
DATA_DIR = environment.data_dir()
SECRET_KEY = environment.secret_key()
GROUND = environment.word("GONGTU_GROUND")
DEBUG = environment.flag("GONGTU_DEBUG", default=False)
ALLOWED_HOSTS = environment.words("GONGTU_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("GONGTU_TRUSTED_ORIGINS", "")
HTTPS = environment.flag("GONGTU_HTTPS", default=False)

GDAL_LIBRARY_PATH = gdal.gdal_library()
GEOS_LIBRARY_PATH = gdal.geos_library()

INSTALLED_APPS = [
    "portal.pages",  # first: its templates go before those of the sign-in package
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.gis",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "rest_framework",
    "rest_framework_gis",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "portal.core",
    "portal.treasury",
    "portal.accounts",
    "spatial.tiles",
    "spatial.features",
    "spatial.regions",
    "spatial.basemap",
    "spatial.land",
    "portal.projects",
    "portal.surveying",
    "portal.approvals",
    "portal.budget",
    "portal.progress",
    "portal.contracts",
    "portal.payments",
    "portal.earned",
    "portal.alerts",
    "portal.capture",
    "portal.quality",
    "portal.acceptance",
    "portal.performance",
    "bim.catalog",
    "bim.issues",
    "bim.fourd",
    "bim.linking",
    "bim.disputes",
    "portal.demo",
    "api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.pages.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "api.handlers.PlainAddresses",
    "portal.pages.middleware_limit.UploadLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "api.sign_in.SignedIn",
    "portal.pages.middleware_reads.EvaluatorReads",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.config.urls"
WSGI_APPLICATION = "portal.config.wsgi.application"

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
                "portal.pages.context.page",
            ],
        },
    },
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "portal.accounts.adapter.ClosedSignup"
ACCOUNT_FORMS = {"login": "portal.accounts.signing_in.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "portal.accounts.locking.name_tried"
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_VERBOSE = False

SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 300
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "blobs"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
IMPORT_MAX_BYTES = 512 * 1024 * 1024
SURVEY_MAX_BYTES = 128 * 1024 * 1024
MODEL_MAX_BYTES = 2048 * 1024 * 1024
BIM_SHAPES_DIR = DATA_DIR / "shapes"
BIM_PROCESSES = environment.number("GONGTU_BIM_PROCESSES", default=2)

TREASURY_URL = environment.word("GONGTU_TREASURY_URL")
TREASURY_SECRET = environment.word("GONGTU_TREASURY_SECRET")
TREASURY_DIR = DATA_DIR / "treasury"

SITE_URL = environment.word("GONGTU_URL").rstrip("/") or "http://localhost"
EMAIL_HOST = environment.word("GONGTU_MAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_PORT = environment.number("GONGTU_MAIL_PORT", default=25)
EMAIL_HOST_USER = environment.word("GONGTU_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.word("GONGTU_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("GONGTU_MAIL_STARTTLS", default=False)
EMAIL_USE_SSL = environment.flag("GONGTU_MAIL_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.word("GONGTU_MAIL_FROM") or "gongtu@localhost"
WEBHOOK_INTERNAL = environment.words("GONGTU_WEBHOOK_INTERNAL", "")
WEBHOOK_PLAIN_HTTP = environment.flag("GONGTU_WEBHOOK_PLAIN_HTTP", default=False)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.Session"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.BoundedJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.problem",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gongtu 工图 API",
    "DESCRIPTION": "Publicly funded construction on one map. Every answer obeys the asker's rights."
    " 政府投资建设一张图；所有应答都遵守询问者的权限。",
    "VERSION": "1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.openapi.in_both_languages",
        "api.openapi_refusals.with_refusals",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PGTRIGGER_MIGRATIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
