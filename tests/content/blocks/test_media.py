"""Film, sound and downloads: nobody is left out, and nothing is published that leaves somebody out."""

import pytest

from content.blocks import AudioBlock, DownloadBlock, VideoBlock
from tests.content.blocks.pieces import drawn, refused, tags
from tests.factories.library import DocumentFactory, RecordingFactory
from tests.factories.pictures import ImageFactory

pytestmark = pytest.mark.django_db


def film(**facts) -> str:
    return drawn(VideoBlock(), recording=RecordingFactory(**facts), caption="")


def test_a_film_has_controls_captions_and_loads_nothing_by_itself():
    html = film()
    assert tags(html, 'video[controls][preload="none"] > track[kind=captions][srclang]') == [""]
    assert 'type="video/mp4"' in html


def test_a_film_comes_from_our_own_addresses_alone():
    addresses = film().split('src="')[1:]
    assert {address.split("/")[1] for address in addresses} == {"media"}


def test_what_is_said_can_be_read():
    assert tags(film(), "details > div") == ["Let us watch an urge."]


def test_a_film_may_have_a_still_picture():
    assert 'poster="/media/images/' in film(poster=ImageFactory())
    assert "poster" not in film()


def test_a_sound_recording_has_controls_and_a_transcript():
    html = drawn(AudioBlock(), recording=RecordingFactory(sound=True), caption="Two minutes")
    assert tags(html, 'audio[controls][preload="none"]')
    assert tags(html, "details > div") == ["Let us watch an urge."]
    assert "Two minutes" in html


@pytest.mark.parametrize("block", [VideoBlock(), AudioBlock(), DownloadBlock()])
def test_a_draft_without_anything_chosen_yet_is_drawn(block):
    assert drawn(block).strip() == ""


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ({"captions": ""}, "This film has no captions yet"),
        ({"transcript": ""}, "This film has no transcript yet"),
        ({"incomplete": True}, "no captions and no transcript yet"),
    ],
)
def test_a_film_that_somebody_could_not_follow_stays_a_draft(lacks, sentence):
    recording = RecordingFactory(**lacks)
    assert sentence in refused(VideoBlock(), recording=recording, caption="")
    assert refused(VideoBlock(), draft=True, recording=recording, caption="") == ""


def test_a_sound_recording_without_a_transcript_stays_a_draft():
    recording = RecordingFactory(sound=True, transcript="")
    assert "no transcript yet" in refused(AudioBlock(), recording=recording, caption="")
    assert refused(AudioBlock(), draft=True, recording=recording, caption="") == ""


@pytest.mark.parametrize(("block", "sound"), [(VideoBlock(), True), (AudioBlock(), False)])
def test_film_and_sound_are_not_mistaken_for_each_other(block, sound):
    assert "Please choose a" in refused(block, draft=True, recording=RecordingFactory(sound=sound), caption="")


def test_a_download_says_what_it_is_and_how_large():
    html = drawn(DownloadBlock(), document=DocumentFactory(title="Urge Log"), title="", text="For one week.")
    assert tags(html, "a[download]") == ["Urge Log"]
    assert "PDF" in html
    assert "14\xa0bytes" in html


def test_a_download_may_have_a_title_of_its_own():
    html = drawn(DownloadBlock(), document=DocumentFactory(title="log-v3"), title="Urge Log", text="")
    assert tags(html, "a[download]") == ["Urge Log"]
