"""Files are told by how they begin, whatever their names say."""

import pytest

from content.rules.recordings import Container, container_of, is_captions, is_what_it_says

MP4 = b"\x00\x00\x00\x20ftypisom"
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"
MATROSKA = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (MP4, Container.MP4),
        (WEBM, Container.WEBM),
        (b"OggS\x00\x02", Container.OGG),
        (b"ID3\x04\x00", Container.MP3),
        (b"\xff\xfb\x90\x64", Container.MP3),
        (b"\xff\xf3\x40\xc4", Container.MP3),
        (MATROSKA, None),
        (b"\xff\xd8\xff\xe0JFIF", None),
        (b"\xff\xfe<\x00h\x00", None),
        (b"<html><script>", None),
        (b"MZ\x90\x00", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_how_it_begins(head, container):
    assert container_of(head) is container


@pytest.mark.parametrize(
    ("ending", "head", "is_true"),
    [("mp4", MP4, True), ("M4A", MP4, True), ("webm", WEBM, True), ("mp3", MP4, False), ("exe", MP4, False)],
)
def test_a_name_must_say_what_the_file_is(ending, head, is_true):
    assert is_what_it_says(ending, head) is is_true


@pytest.mark.parametrize(
    ("head", "is_true"),
    [
        (b"WEBVTT\n\n00:00.000 -->", True),
        (b"\xef\xbb\xbfWEBVTT\r\n", True),
        (b"WEBVTT Captions\n", True),
        (b"WEBVTTX\n", False),
        (b"1\n00:00:00,000 --> 00:00:04,000\n", False),
        (b"", False),
    ],
)
def test_captions_say_so_in_their_first_line(head, is_true):
    assert is_captions(head) is is_true
