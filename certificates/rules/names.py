"""Whether a surname that somebody typed is that of a name on a certificate, in any script (the contract's rule)."""

import unicodedata

# Letters that Unicode does not take apart into a plain one and an accent, and how people type them.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Combining classes of marks that make another letter, not the same with an accent: nukta, kana voicing, virama.
PART_OF_THE_LETTER = frozenset({0, 7, 8, 9})
MOST_WORDS = 3


def surname_matches(typed: str, name: str) -> bool:
    """Tell whether `typed` is the whole of `name` or its last one, two or three words.

    Accents, case, blanks and punctuation do not count. An empty surname matches nothing.
    """
    given = folded(typed)
    return bool(given) and given in surnames(name)


def surnames(name: str) -> frozenset[str]:
    """Return what counts as the surname in `name`, folded: all of it, and its last one, two and three words."""
    words = [word for word in map(folded, name.split()) if word]
    return frozenset("".join(words[-count:]) for count in (len(words), *range(1, MOST_WORDS + 1)) if words)


def folded(text: str) -> str:
    """Return the letters and digits of `text` without accents and case, nothing between them."""
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(PLAIN)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if _counts(letter)))


def _counts(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] in "LNM" and kind != "Lm" and unicodedata.combining(letter) in PART_OF_THE_LETTER
