"""What an uploaded film, sound recording or caption file really is, told by how it begins."""

from enum import StrEnum

HEAD_BYTES = 512  # as much as the rules look at


class Container(StrEnum):
    """What holds picture and sound."""

    MP4 = "mp4"
    WEBM = "webm"
    MP3 = "mp3"
    OGG = "ogg"


CONTAINERS = {
    "mp4": Container.MP4,
    "m4a": Container.MP4,
    "webm": Container.WEBM,
    "mp3": Container.MP3,
    "ogg": Container.OGG,
}
ENDINGS = {"video": ("mp4", "webm"), "audio": ("mp3", "m4a", "ogg")}


def container_of(head: bytes) -> Container | None:
    """Return what a file that begins with `head` is, or None for anything we do not show."""
    if head[4:8] == b"ftyp":
        return Container.MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Container.WEBM if b"webm" in head else None
    if head.startswith(b"OggS"):
        return Container.OGG
    # MP3 begins with its tags, or at once with a frame: eleven bits set, then a known version and layer III.
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return Container.MP3 if head.startswith(b"ID3") or is_frame else None


def is_what_it_says(ending: str, head: bytes) -> bool:
    """Tell whether a file whose name ends in `ending` begins as such a file does."""
    container = container_of(head)
    return container is not None and CONTAINERS.get(ending.lower()) is container


def is_captions(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is WebVTT."""
    first_line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip()
    return first_line == b"WEBVTT" or first_line.startswith((b"WEBVTT ", b"WEBVTT\t"))
