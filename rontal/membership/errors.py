"""Errors of applications and memberships."""

from rontal.core.errors import DomainError


class PhotoRefused(DomainError):
    """A photo cannot be accepted; each subclass has its own code."""

    code = "photo_refused"


class PhotoEmpty(PhotoRefused):
    """The file is empty."""

    code = "photo_empty"


class PhotoTooLarge(PhotoRefused):
    """The file is larger than `megabytes` MB."""

    code = "photo_too_large"


class PhotoTooManyPixels(PhotoRefused):
    """The photo has more than `megapixels` million pixels."""

    code = "photo_too_many_pixels"


class PhotoTooSmall(PhotoRefused):
    """The shorter side of the photo has fewer than `pixels` pixels."""

    code = "photo_too_small"


class PhotoWrongType(PhotoRefused):
    """The file is neither JPEG, PNG, WebP nor HEIC, whatever its name."""

    code = "photo_wrong_type"


class PhotoAnimated(PhotoRefused):
    """The picture is animated."""

    code = "photo_animated"


class PhotoDamaged(PhotoRefused):
    """The file is cut short or broken."""

    code = "photo_damaged"


class StorageFull(DomainError):
    """The storage has no space for the file; the former file is unchanged."""

    code = "storage_full"


class StorageAway(DomainError):
    """The file storage does not answer; the former file is unchanged."""

    code = "storage_away"


class LinkUnknown(DomainError):
    """The link does not exist: it was altered, cut short, or made for another purpose."""

    code = "link_unknown"


class LinkUsed(DomainError):
    """The link was already used."""

    code = "link_used"


class LinkExpired(DomainError):
    """The link has expired."""

    code = "link_expired"


class LinkOver(DomainError):
    """The application has ended, so that the link has no effect."""

    code = "link_over"


class RegistrationClosed(DomainError):
    """The library accepts only residents."""

    code = "registration_closed"


class GuardianMissing(DomainError):
    """The applicant is under 18 and the guardian has not consented."""

    code = "guardian_consent_missing"


class TakenByOther(DomainError):
    """Another clerk has taken the case; the case shows who."""

    code = "taken_by_other"


class NoSuchClerk(DomainError):
    """The account does not decide applications, or is closed."""

    code = "no_such_clerk"


class TooManyViews(DomainError):
    """The clerk already has `number` saved views, the most allowed."""

    code = "too_many_views"


class AlreadyMember(DomainError):
    """This person already has a membership."""

    code = "already_member"


class NumberNeedsLibrary(DomainError):
    """The corrected number cannot be accepted online; the library has to check it."""

    code = "number_needs_library"


class NoSuchReason(DomainError):
    """The decision has no reason, or one that does not exist."""

    code = "no_such_reason"


class TooManyReminders(DomainError):
    """The guardian was reminded as often as the library allows."""

    code = "too_many_reminders"


class ChangedMeanwhile(DomainError):
    """Another member of staff changed this membership since the page was opened."""

    code = "changed_meanwhile"


class MembershipClosed(DomainError):
    """The membership is closed and cannot be changed."""

    code = "membership_closed"


class MembershipIsSuspended(DomainError):
    """The membership is suspended; the suspension has to be lifted first."""

    code = "membership_held"


class TooEarlyToRenew(DomainError):
    """The membership can be renewed from `days` days before its end."""

    code = "too_early_to_renew"


class SuspensionOver(DomainError):
    """The last day of a suspension has to be today or later."""

    code = "suspension_over"


class NumberIsMembers(DomainError):
    """Another membership, with member number `number`, has this identity number."""

    code = "number_is_members"


class NumberIsTaken(DomainError):
    """Another membership has this identity number; its holder is not revealed."""

    code = "number_is_taken"


class SameMembership(DomainError):
    """A membership cannot be merged with itself."""

    code = "same_membership"


class DifferentPersons(DomainError):
    """The two memberships have different identity numbers."""

    code = "different_persons"


class SuspensionWouldBeLost(DomainError):
    """The membership to be closed is suspended, but the remaining one is not."""

    code = "suspension_would_be_lost"


class AlreadyApplied(DomainError):
    """This person has an application that waits for the library or for a correction; `code` is its
    public reference.
    """

    code = "already_applied"


class FourEyes(DomainError):
    """The library's policy requires another clerk for the decision than for the registration."""

    code = "four_eyes"


class OwnAddressNeeded(DomainError):
    """The young person needs an e-mail address of their own before taking over."""

    code = "own_address_needed"


class EmailLocked(DomainError):
    """A change of the address was taken back a few days ago; until then only heads change it."""

    code = "email_locked"


class AddressNeedsLibrary(DomainError):
    """The new home address is on the other side of the region's border: the library decides."""

    code = "address_needs_library"
