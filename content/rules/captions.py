"""What captions say: the words of a WebVTT file, without times, names of cues, notes and marks."""

import re
from html import unescape

CAPTIONS_MEGABYTES = 1  # what may be uploaded, and as much as is read

MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
TIMES = re.compile(r"^\s*(?:\d+:)?\d+:\d+[.,]\d+\s*-->")
TAG = re.compile(r"<[^<>\n]*>")
VOICE = re.compile(r"<v[\s.>]", re.IGNORECASE)
BLANK = re.compile(r"\n[ \t]*\n")
ENDS = re.compile(r"[.?!…:][\"'”’)\]]*\s*$")


def words_of_captions(data: bytes) -> list[str]:
    """Return what the cues of a WebVTT file say, sentence by sentence: a sentence may run over several cues.

    Files that are not quite right are read as well as can be: another encoding, no first line, commas in the times.
    """
    said: list[str] = []
    goes_on = False
    for block in BLANK.split(_text_of(data)):
        cue = _cue_of(block)
        words = unescape(TAG.sub("", cue)).strip()
        if not words:
            continue
        if goes_on and not VOICE.match(cue):
            said[-1] = f"{said[-1]} {words}"
        else:
            said.append(words)
        goes_on = not ENDS.search(words)
    return said


def _text_of(data: bytes) -> str:
    """The format is UTF-8; what was saved otherwise is told by its mark, or read as Windows writes it."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _lines(data.removeprefix(mark).decode(encoding, "replace"))
    try:
        return _lines(data.decode())
    except UnicodeDecodeError as broken:
        # Cut off within a letter at the end of what was read, it is UTF-8 all the same.
        encoding = "utf-8" if broken.start > len(data) - 4 else "cp1252"
        return _lines(data.decode(encoding, "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cue_of(block: str) -> str:
    """Return the words of a cue, which stand below its times; nothing of a block without times."""
    lines = block.split("\n")
    below = next((number for number, line in enumerate(lines, 1) if TIMES.match(line)), len(lines))
    return "\n".join(lines[below:]).strip()
