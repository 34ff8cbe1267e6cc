"""The colours of the design tokens: readable in both themes, and the same in browsers without light-dark()."""

import re
from pathlib import Path

import pytest

import lms.core

CSS = (Path(lms.core.__file__).parent / "static/lms/css/base.css").read_text(encoding="utf-8")
BOTH = {name: (light, dark) for name, light, dark in re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", CSS)}
PLAIN = dict(re.findall(r"--([a-z-]+): (#\w{6});", CSS))

BODY = [(text, ground) for text in ("ink", "ink-soft") for ground in ("paper", "surface", "sunk")]
LABELS = [
    ("ink", "accent-tint"),
    ("ink", "info-tint"),
    ("ink", "success-tint"),
    ("primary", "paper"),
    ("primary", "surface"),
    ("primary", "primary-tint"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "accent-tint"),
    ("success", "success-tint"),
]
SHAPES = [("line-strong", "paper"), ("line-strong", "surface"), ("accent", "sunk")]


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [(*pair, 7.0) for pair in BODY] + [(*pair, 4.5) for pair in LABELS] + [(*pair, 3.0) for pair in SHAPES],
)
def test_text_stands_out_from_its_ground(theme: int, text: str, ground: str, least: float) -> None:
    assert contrast(BOTH[text][theme], BOTH[ground][theme]) >= least


def test_browsers_without_light_dark_get_the_light_theme() -> None:
    assert {name: light for name, (light, _) in BOTH.items()}.items() <= PLAIN.items()


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
