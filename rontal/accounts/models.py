"""Sign-in identities and roles."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from rontal.accounts.roles import Role
from rontal.kernel import clock


class UserManager(BaseUserManager["User"]):
    """Finds users by login name, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this login name; raises User.DoesNotExist."""
        return self.get(login_name__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in: an applicant, a member, staff.

    `login_name` is unique: an application's code until the person is a member, then the member
    number; for staff a name of their own. `email` is not unique: families share one.
    `first_password_until` stands while the password is one that the library handed over: it opens
    until then, and only to choose another.
    """

    login_name = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    first_password_until = models.DateTimeField(null=True)
    date_joined = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "login_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        indexes = [
            models.Index(Lower("email"), name="user_email"),
            models.Index(Lower("login_name"), name="user_login_name"),
        ]

    def __str__(self) -> str:
        return self.login_name

    def get_full_name(self) -> str:
        """The person's name."""
        return self.name

    @property
    def is_superuser(self) -> bool:
        """Nobody is: rights come from roles."""
        return False


class StaffRole(models.Model):
    """One role that one account holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="one_role_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in Role]), name="known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
