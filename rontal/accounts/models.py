"""Table of accounts."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from rontal.accounts.roles import Role
from rontal.core import clock


class UserManager(BaseUserManager["User"]):
    """Manager that finds users by login name, case-insensitively."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Returns the user with this login name; raises User.DoesNotExist."""
        return self.get(login_name__iexact=username)


class User(AbstractBaseUser):
    """Account of an applicant, a member or a member of staff.

    `login_name` is unique: the code of the application at first, the member number after approval;
    a name of their own for staff. `email` is not unique: families share addresses.
    `first_password_until` is set while the password is one that the library gave on paper: it is
    valid until then, and only for choosing another. `roles` are those of staff, in their order.
    """

    login_name = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    first_password_until = models.DateTimeField(null=True)
    date_joined = models.DateTimeField(default=clock.now)
    roles = ArrayField(
        models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role]), default=list
    )

    USERNAME_FIELD = "login_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        indexes = [
            models.Index(Lower("email"), name="user_email"),
            models.Index(Lower("login_name"), name="user_login_name"),
            models.Index(fields=["login_name"], condition=~models.Q(roles=[]), name="user_staff"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[r.value for r in Role]), name="known_roles"
            ),
        ]

    def __str__(self) -> str:
        return self.login_name

    def get_full_name(self) -> str:
        return self.name

    @property
    def is_superuser(self) -> bool:
        """Returns False: permissions come from roles."""
        return False
