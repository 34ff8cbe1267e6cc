"""Captions are read as they are heard: sentences over several cues, whatever is not quite right in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.captions import words_of_captions

HEAD = "WEBVTT\n\n"
CUE = "00:01.000 --> 00:02.000\n"


@pytest.mark.parametrize(
    ("captions", "said"),
    [
        (f"{HEAD}{CUE}Hello.", ["Hello."]),
        (f"{HEAD}one\n00:00:01.000 --> 00:00:02.000 align:start\nHello.", ["Hello."]),
        (f"{HEAD}{CUE}He is an\n\n{CUE}addict, they said.\n\n{CUE}Next.", ["He is an addict, they said.", "Next."]),
        (f"{HEAD}{CUE}He is an\naddict.", ["He is an\naddict."]),
        (f"{HEAD}{CUE}<v Ann>He is\n\n{CUE}<v Ben>an <i>add</i>ict", ["He is", "an addict"]),
        (f"{HEAD}{CUE}Fish &amp; <00:01.500>chips", ["Fish & chips"]),
        (f"{HEAD}NOTE An addict.\n\nSTYLE\n::cue {{}}\n\n{CUE}Hello.", ["Hello."]),
        (f"{HEAD}{CUE}\n\n{CUE}Hello.", ["Hello."]),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello.", ["Hello."]),
        (f"{HEAD}{CUE}Hello.".replace("\n", "\r\n"), ["Hello."]),
        (f"{HEAD}{CUE}Hello.".replace("\n", "\r"), ["Hello."]),
        (f"{HEAD}{CUE}5 < 7", ["5 < 7"]),
        ("", []),
    ],
)
def test_what_is_said_is_read_and_nothing_else(captions, said):
    assert words_of_captions(captions.encode()) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_in_any_usual_encoding(encoding):
    assert words_of_captions(f"{HEAD}{CUE}Zoë’s café.".encode(encoding)) == ["Zoë’s café."]


def test_what_was_cut_off_within_a_letter_is_read_up_to_there():
    assert words_of_captions(f"{HEAD}{CUE}Zoë, café".encode()[:-1]) == ["Zoë, caf\ufffd"]


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data):
    assert all(words.strip() for words in words_of_captions(HEAD.encode() + CUE.encode() + data))
