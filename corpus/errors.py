"""What the archive can refuse or fail at. Every message is one sentence for a reader."""

from __future__ import annotations


class ArchiveError(Exception):
    """Something that was asked of the archive could not be done."""


class NotAnArchive(ArchiveError):  # noqa: N818  the errors name what is the matter, as the parser's do
    """The folder does not hold an archive, or holds something else."""


class NewerArchive(ArchiveError):  # noqa: N818
    """A newer Pykälä made the archive; this one would not understand it, and changes nothing."""


class ArchiveBusy(ArchiveError):  # noqa: N818
    """Another program writes to the archive, and did not finish in the time we wait."""


class ArchiveDamaged(ArchiveError):  # noqa: N818
    """Something that the archive keeps is missing or is not what was put there."""


class NotHeld(ArchiveError):  # noqa: N818
    """The archive has no such decision, version or document."""


class TookTooLong(ArchiveError):  # noqa: N818
    """What was asked of the archive needs more time than it may take."""
