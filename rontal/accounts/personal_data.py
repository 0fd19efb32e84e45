"""Personal data of accounts, and of the packages for sign-in and sessions."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

_PEOPLE = (People.APPLICANTS, People.MEMBERS, People.STAFF)
ACCOUNTS = Activity(
    code="accounts",
    name=_("Accounts"),
    purpose=_("To let people sign in, and to write to them."),
    data=_("Sign-in name, name, email address, language, password as a hash, last sign-in."),
    ground=Ground.CONTRACT,
    period=Period(
        _("Until the membership or application ends; name and address %(days)s days longer."),
        "photo_days_after_decision",
    ),
    readers=(Reader.PERSON, Reader.CLERK, Reader.HEAD, Reader.ADMINISTRATOR),
    people=_PEOPLE,
)
SECOND_FACTORS = Activity(
    code="second_factors",
    name=_("Second factors"),
    purpose=_("To protect accounts by more than a password."),
    data=_("Public keys of passkeys; secrets of apps and recovery codes, encrypted."),
    ground=Ground.CONTRACT,
    period=Period(_("Until the person removes them, or the account ends.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
SESSIONS = Activity(
    code="sessions",
    name=_("Sessions"),
    purpose=_("To keep somebody signed in."),
    data=_(
        "Account, how and when somebody signed in, last use, kind of browser, encrypted. The key is"
        " stored as a hash."
    ),
    ground=Ground.CONTRACT,
    period=Period(_("Until sign-out, or the longest session that the library allows.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
READING_APPS = Activity(
    code="reading_apps",
    name=_("Reading apps"),
    purpose=_("To let a person read with an app of their choice."),
    data=_("Name of the app, days of use; password and tokens as hashes."),
    ground=Ground.CONSENT,
    period=Period(_("Until the person removes the app, or the account ends.")),
    readers=(Reader.PERSON,),
    people=(People.MEMBERS,),
)

SIGN_ON = Activity(
    code="single_sign_on",
    name=_("Sign-in with another service"),
    purpose=_("To let a person sign in with an account elsewhere, if they want to."),
    data=_("Which service, its name for the person, since when, last sign-in."),
    ground=Ground.CONSENT,
    period=Period(_("Until the person removes the link, or the account ends.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)

declare_table(
    "accounts.user",
    (
        ACCOUNTS,
        "password last_login login_name email name language is_active first_password_until"
        " date_joined roles",
    ),
    not_personal="id",
)
declare_table(
    "accounts.apppassword",
    (READING_APPS, "user name digest by_browser created_at last_used_on revoked_at"),
    not_personal="id",
)
declare_table(
    "accounts.apptoken",
    (READING_APPS, "app digest refresh family former began_at renewed_at ends_at refresh_ends_at"),
    not_personal="id",
)
declare_table("accounts.opensession", (SESSIONS, "session user signed_in_at last_used_at"))
declare_table(
    "accounts.appcode",
    (READING_APPS, "app digest challenge ends_at used_at"),
    not_personal="id",
)
declare_table(
    "accounts.signonsession",
    (SIGN_ON, "user provider subject sid session created_at"),
    not_personal="id",
)
declare_table(
    "socialaccount.socialaccount",
    (SIGN_ON, "user provider uid last_login date_joined extra_data"),
    not_personal="id",
)
declare_table(
    "socialaccount.socialtoken",
    (SIGN_ON, "account token token_secret expires_at"),
    not_personal="id app",
)
declare_table(
    "socialaccount.socialapp",
    not_personal="id provider provider_id name client_id secret key settings",
)
declare_table("account.emailaddress", (ACCOUNTS, "user email verified primary"), not_personal="id")
declare_table(
    "account.emailconfirmation",
    (ACCOUNTS, "email_address created sent key"),
    not_personal="id",
)
declare_table(
    "mfa.authenticator",
    (SECOND_FACTORS, "user type data created_at last_used_at"),
    not_personal="id",
)
declare_table("sessions.session", (SESSIONS, "session_key session_data expire_date"))
