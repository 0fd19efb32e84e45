"""Errors of loans, holds and licences."""

from rontal.core.errors import DomainError


class NotAMember(DomainError):
    """The account has no membership."""

    code = "not_a_member"


class MembershipNotActive(DomainError):
    """The membership is suspended, expired or closed."""

    code = "membership_not_active"


class MembershipSuspended(MembershipNotActive):
    """The library has suspended the membership."""

    code = "membership_suspended"


class MembershipExpired(MembershipNotActive):
    """The membership has expired."""

    code = "membership_expired"


class NotLendable(DomainError):
    """The library has no licence for this title."""

    code = "not_lendable"


class OnlyInLibrary(DomainError):
    """Only copies for reading in the library are free, and the reader is elsewhere."""

    code = "only_in_library"


class ReadInLibrary(DomainError):
    """The loan is for reading in the library only, and the reader is elsewhere."""

    code = "read_in_library"


class NoCopyFree(DomainError):
    """All copies are lent or reserved for other members."""

    code = "no_copy_free"


class LoanLimitReached(DomainError):
    """The member has `limit` loans at once, the maximum."""

    code = "loan_limit_reached"


class BorrowedEnough(DomainError):
    """The member borrowed `limit` titles within a day, the maximum; again in `hours`."""

    code = "borrowed_enough"


class BorrowedTooOften(DomainError):
    """The member borrowed this title `limit` times within a day, the maximum; again in `hours`."""

    code = "borrowed_too_often"


class LengthNotOffered(DomainError):
    """The requested number of days is not offered to this member; the longest is `longest`."""

    code = "length_not_offered"


class TooYoung(DomainError):
    """The title is lent to members aged `age` years or older."""

    code = "too_young"


class AgeUnknown(DomainError):
    """The title is lent from the age of `age` years, and the member's birth date is not known."""

    code = "age_unknown"


class SampleForMembers(DomainError):
    """The title is lent from the age of `age` years; its sample is shown to members only."""

    code = "sample_for_members"


class SomebodyWaits(DomainError):
    """The loan cannot be renewed because another member waits for the title."""

    code = "somebody_waits"


class RenewalsUsedUp(DomainError):
    """The loan was renewed `limit` times, the maximum."""

    code = "renewals_used_up"


class TooEarlyToRenew(DomainError):
    """A loan can be renewed only in its last `days` days."""

    code = "loan_renewed_too_early"


class NotRenewable(DomainError):
    """The licence limits its number of loans, ends before, or is for reading in the library."""

    code = "loan_not_renewable"


class CopiedEnough(DomainError):
    """The loan has `left` characters left to copy, fewer than the `characters` requested.

    The subclasses say that nothing is left.
    """

    code = "copied_enough"


class CopiedAll(CopiedEnough):
    """All characters that the licence allows in this loan have been copied."""

    code = "copied_all"


class NotForCopying(CopiedEnough):
    """The licence allows no copying."""

    code = "not_for_copying"


class OpenElsewhere(DomainError):
    """The book is open on as many devices as its licence allows.

    `minutes` says how long ago it was last read on one of them.
    """

    code = "open_elsewhere"


class AlreadyBorrowed(DomainError):
    """The member already has this title on loan."""

    code = "already_borrowed"


class AlreadyWaiting(DomainError):
    """The member already has a hold on this title."""

    code = "already_waiting"


class CopyIsFree(DomainError):
    """A copy is free, so the title is borrowed instead of held."""

    code = "copy_is_free"


class HoldLimitReached(DomainError):
    """The member has `limit` holds, the maximum."""

    code = "hold_limit_reached"


class ListFull(DomainError):
    """The member has `limit` titles on the reading list, the maximum."""

    code = "list_full"


class CopiesInUse(DomainError):
    """Too many copies are in use for this reduction; `copies` says how many can be removed."""

    code = "copies_in_use"


class LicenceOver(DomainError):
    """The licence has ended, by its date or by staff."""

    code = "licence_over"


class FileInUse(DomainError):
    """The file cannot be removed: the title is on loan and this is its only file."""

    code = "file_in_use"


class TooManyLicences(DomainError):
    """The file has more than `limit` lines."""

    code = "too_many_licences"
