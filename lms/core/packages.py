"""The order of our packages, lowest first: imports, relations, templates and migrations point down."""

# The import contract in pyproject.toml says the same from the top; a test compares the two.
PACKAGE_ORDER: tuple[frozenset[str], ...] = (
    frozenset({"lms.core"}),
    frozenset({"lms.accounts"}),
    frozenset({"lms.notifications"}),
    frozenset({"content"}),
    frozenset({"courses"}),
    frozenset({"enrolment"}),
    frozenset({"assessments", "certificates"}),
    frozenset({"lms.dashboards", "lms.api", "lms.coursepacks"}),
    frozenset({"lms.demo"}),
    frozenset({"lms.urls", "lms.settings", "lms.celery", "lms.wsgi"}),
)

_LEVELS = {package: level for level, packages in enumerate(PACKAGE_ORDER) for package in packages}


def package_of(module: str) -> str | None:
    """Return the package of ours that `module` (a dotted name) belongs to, or None when it is not ours."""
    parts = module.split(".")
    name = ".".join(parts[:2]) if parts[0] == "lms" else parts[0]
    return name if name in _LEVELS else None


def points_down(source: str, target: str) -> bool:
    """Tell whether `source` may depend on `target`: its own package, a lower one, or one that is not ours."""
    here, there = package_of(source), package_of(target)
    return here is None or there is None or here == there or _LEVELS[there] < _LEVELS[here]
