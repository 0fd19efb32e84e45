"""What can go wrong with loans and holds."""

from rontal.kernel.errors import DomainError


class NotAMember(DomainError):
    """The account holds no membership."""

    code = "not_a_member"


class MembershipNotActive(DomainError):
    """The membership is suspended, expired or closed."""

    code = "membership_not_active"


class MembershipSuspended(MembershipNotActive):
    """The library has suspended the membership."""

    code = "membership_suspended"


class MembershipExpired(MembershipNotActive):
    """The time of the membership has run out."""

    code = "membership_expired"


class NotLendable(DomainError):
    """The library has no licence for this title."""

    code = "not_lendable"


class OnlyInLibrary(DomainError):
    """What is free of the title is read in the library only, and the reader is elsewhere."""

    code = "only_in_library"


class ReadInLibrary(DomainError):
    """The loan is read in the library only, and the reader is elsewhere."""

    code = "read_in_library"


class NoCopyFree(DomainError):
    """All copies are lent or kept for others."""

    code = "no_copy_free"


class LoanLimitReached(DomainError):
    """The member has `limit` loans, the most at once."""

    code = "loan_limit_reached"


class BorrowedEnough(DomainError):
    """The member has begun `limit` loans within a day, the most; another begins in `hours`."""

    code = "borrowed_enough"


class BorrowedTooOften(DomainError):
    """The member has borrowed this title `limit` times within a day, the most; again in `hours`."""

    code = "borrowed_too_often"


class LengthNotOffered(DomainError):
    """The library lends to this member for other numbers of days; `longest` is the most."""

    code = "length_not_offered"


class TooYoung(DomainError):
    """The title is lent from the age of `age` on."""

    code = "too_young"


class AgeUnknown(DomainError):
    """The title is lent from the age of `age` on, and the library does not know the member's."""

    code = "age_unknown"


class SampleForMembers(DomainError):
    """The title is lent from the age of `age` on: its sample is shown to members alone."""

    code = "sample_for_members"


class SomebodyWaits(DomainError):
    """A loan is not renewed while somebody waits for the title."""

    code = "somebody_waits"


class RenewalsUsedUp(DomainError):
    """The loan was renewed `limit` times, the most."""

    code = "renewals_used_up"


class TooEarlyToRenew(DomainError):
    """A loan is renewed in its last `days` days."""

    code = "loan_renewed_too_early"


class NotRenewable(DomainError):
    """The licence of the loan counts loans, ends before, or is for reading in the library."""

    code = "loan_not_renewable"


class CopiedEnough(DomainError):
    """The licence lets `left` characters more be copied in this loan, and `characters` are wanted;
    the subclasses say that nothing is left."""

    code = "copied_enough"


class CopiedAll(CopiedEnough):
    """All that the licence lets be copied in this loan is copied."""

    code = "copied_all"


class NotForCopying(CopiedEnough):
    """The licence lets nothing be copied."""

    code = "not_for_copying"


class OpenElsewhere(DomainError):
    """The book is read on as many devices as its licence lets it be; `minutes` is how long ago it
    was last read on one of them."""

    code = "open_elsewhere"


class AlreadyBorrowed(DomainError):
    """The member has this title on loan."""

    code = "already_borrowed"


class AlreadyWaiting(DomainError):
    """The member is in the queue of this title."""

    code = "already_waiting"


class CopyIsFree(DomainError):
    """A copy is free: borrowing is quicker than waiting."""

    code = "copy_is_free"


class HoldLimitReached(DomainError):
    """The member waits for `limit` titles, the most at once."""

    code = "hold_limit_reached"


class ListFull(DomainError):
    """The member wants to read `limit` titles, the most."""

    code = "list_full"


class CopiesInUse(DomainError):
    """So many copies are not free to go; `copies` says how many are."""

    code = "copies_in_use"


class LicenceOver(DomainError):
    """The licence is over, or staff ended it before its time."""

    code = "licence_over"


class FileInUse(DomainError):
    """Somebody has the title on loan, and this is its only file."""

    code = "file_in_use"


class TooManyLicences(DomainError):
    """A file has more lines than `limit`."""

    code = "too_many_licences"
