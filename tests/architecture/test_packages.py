"""The order of packages is one, wherever it is written, and no package stands outside it."""

import tomllib

from lms.core.packages import PACKAGE_ORDER, package_of, points_down
from tests.architecture.source import ROOT

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
# Programs of the command line, not part of the platform.
NOT_PACKAGES = {"tests", "tools"}


def names(layer: str) -> set[str]:
    return {name.strip(" ()") for name in layer.replace(":", "|").split("|")}


def test_the_import_contract_and_the_system_checks_know_the_same_order():
    layers = [names(layer) for layer in CONTRACTS["packages"]["layers"]]
    assert layers == [set(packages) for packages in reversed(PACKAGE_ORDER)]


def test_every_package_has_a_place_in_the_order():
    found = [path.parent for pattern in ("*/__init__.py", "lms/*/__init__.py") for path in ROOT.glob(pattern)]
    dotted = {".".join(path.relative_to(ROOT).parts) for path in found} - NOT_PACKAGES - {"lms"}
    assert {name for name in dotted if package_of(name) is None} == set()


def test_pure_modules_of_the_inner_contract_are_those_kept_free_of_frameworks():
    pure = names(CONTRACTS["inside"]["layers"][-1]) - {"signals"}
    assert {name.rpartition(".")[2] for name in CONTRACTS["pure"]["source_modules"]} == pure


def test_a_package_may_depend_on_itself_on_lower_ones_and_on_libraries():
    assert points_down("enrolment.models", "enrolment")
    assert points_down("enrolment", "courses.models")
    assert points_down("lms.accounts", "wagtail.models")


def test_a_package_may_not_depend_on_higher_ones_or_on_its_neighbours():
    assert not points_down("courses", "enrolment.models")
    assert not points_down("assessments", "certificates")
    assert not points_down("certificates", "assessments")
