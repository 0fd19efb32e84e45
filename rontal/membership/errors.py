"""What can go wrong with applications and memberships."""

from rontal.kernel.errors import DomainError


class PhotoRefused(DomainError):
    """A photo cannot be taken; each way has a code of its own."""

    code = "photo_refused"


class PhotoEmpty(PhotoRefused):
    """The file holds nothing."""

    code = "photo_empty"


class PhotoTooLarge(PhotoRefused):
    """More than `megabytes`."""

    code = "photo_too_large"


class PhotoTooManyPixels(PhotoRefused):
    """More than `megapixels`."""

    code = "photo_too_many_pixels"


class PhotoTooSmall(PhotoRefused):
    """The shorter side has fewer than `pixels`."""

    code = "photo_too_small"


class PhotoWrongType(PhotoRefused):
    """Neither JPEG, PNG, WebP nor HEIC, whatever its name says."""

    code = "photo_wrong_type"


class PhotoAnimated(PhotoRefused):
    """A moving picture."""

    code = "photo_animated"


class PhotoDamaged(PhotoRefused):
    """Cut short or broken."""

    code = "photo_damaged"


class StorageFull(DomainError):
    """There is no room for the file; what was there before is kept."""

    code = "storage_full"


class StorageAway(DomainError):
    """The file storage does not answer; what was there before is kept."""

    code = "storage_away"


class LinkUnknown(DomainError):
    """No such link: altered, cut short, or made for something else."""

    code = "link_unknown"


class LinkUsed(DomainError):
    """The link has done its work before."""

    code = "link_used"


class LinkExpired(DomainError):
    """The link is too old."""

    code = "link_expired"


class LinkOver(DomainError):
    """The application has ended, so that the link leads nowhere."""

    code = "link_over"


class RegistrationClosed(DomainError):
    """The library takes only residents."""

    code = "registration_closed"


class GuardianMissing(DomainError):
    """The applicant is under 18 and the guardian has not consented."""

    code = "guardian_consent_missing"


class TakenByOther(DomainError):
    """Another clerk has the case in hand; who it is, the case shows."""

    code = "taken_by_other"


class NoSuchClerk(DomainError):
    """The account does not decide applications, or cannot sign in any more."""

    code = "no_such_clerk"


class TooManyViews(DomainError):
    """A clerk keeps at most `number` views of their own."""

    code = "too_many_views"


class AlreadyMember(DomainError):
    """This person holds a membership."""

    code = "already_member"


class NumberNeedsLibrary(DomainError):
    """The corrected number cannot be taken here; the library has to look at it."""

    code = "number_needs_library"


class NoSuchReason(DomainError):
    """A decision names a reason that does not exist, or none."""

    code = "no_such_reason"


class TooManyReminders(DomainError):
    """The guardian has been asked as often as the library allows."""

    code = "too_many_reminders"


class ChangedMeanwhile(DomainError):
    """A colleague changed this membership since the page was opened."""

    code = "changed_meanwhile"


class MembershipClosed(DomainError):
    """The membership is closed: nothing of it can be changed."""

    code = "membership_closed"


class MembershipHeld(DomainError):
    """The membership is suspended; that has to be lifted first."""

    code = "membership_held"


class TooEarlyToRenew(DomainError):
    """A membership is renewed from `days` days before its end."""

    code = "too_early_to_renew"


class SuspensionOver(DomainError):
    """The last day of a suspension has to be today or later."""

    code = "suspension_over"


class NumberIsMembers(DomainError):
    """Another membership, `number`, has this identity number."""

    code = "number_is_members"


class NumberIsTaken(DomainError):
    """Another membership has this identity number; whose it is is not told."""

    code = "number_is_taken"


class SameMembership(DomainError):
    """A membership cannot be joined with itself."""

    code = "same_membership"


class DifferentPersons(DomainError):
    """The two memberships have different identity numbers."""

    code = "different_persons"


class SuspensionWouldBeLost(DomainError):
    """The membership that would go is suspended, the one that would stay is not."""

    code = "suspension_would_be_lost"


class AlreadyApplied(DomainError):
    """This person has an application that waits for the library or for a correction; `code` is
    its public reference."""

    code = "already_applied"


class FourEyes(DomainError):
    """The library wants another clerk to decide than the one who registered the person."""

    code = "four_eyes"
