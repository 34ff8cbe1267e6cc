"""Outlines for tests of pure rules, and Hypothesis strategies that make them."""

from hypothesis import strategies as st

from courses.rules import Activity, Outline


def activity(key: str, *, minutes: int = 10, required: bool = True, module: str = "Module") -> Activity:
    """Return a lesson with this key."""
    return Activity(key, "lesson", f"Lesson {key}", module, f"{module}-key", minutes, required)


def outline(*activities: Activity) -> Outline:
    """Return the outline of these activities, in order."""
    return Outline(activities)


def _activities(keys: list[str]) -> st.SearchStrategy[Outline]:
    one = st.builds(lambda minutes, required: (minutes, required), st.integers(0, 600), st.booleans())
    return st.lists(one, min_size=len(keys), max_size=len(keys)).map(
        lambda rows: Outline(
            tuple(activity(key, minutes=m, required=r) for key, (m, r) in zip(keys, rows, strict=True))
        )
    )


outlines = st.integers(0, 12).map(lambda count: [f"a{n}" for n in range(count)]).flatmap(_activities)


@st.composite
def outlines_with_done(draw: st.DrawFn) -> tuple[Outline, frozenset[str]]:
    """Return an outline and some keys that are done, with keys of no activity among them."""
    made = draw(outlines)
    return made, frozenset(draw(st.sets(st.sampled_from([*made.keys, "gone"]))))
