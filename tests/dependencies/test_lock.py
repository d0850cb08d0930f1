"""What stands in for an audit without a network: we run exactly what was locked, and know it.

That each locked package has hashes, and that the lock names no host, tests/test_house.py holds.
"""

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
HOUSE = tomllib.loads((ROOT / "pyproject.toml").read_text())
ROOMS = tuple(
    each for each in HOUSE["tool"]["setuptools"]["packages"]["find"]["include"] if "*" not in each
)
#: Licences of what we install: all let anybody run it, and none reaches into our own sources.
#: `any-OSI` is apsw's own words: whoever uses it picks the licence.
LICENCES = re.compile(
    r"0BSD|Apache|BSD|CC0|MIT|MPL-2\.0|Mozilla Public License 2\.0|PSF|Zlib|any-OSI"
    r"|Python Software Foundation"
)
FORBIDDEN = re.compile(r"GPL|Affero|Commons Clause|SSPL|Business Source|Proprietary", re.IGNORECASE)
#: qrcode says "Other/Proprietary" of the notice of an algorithm's author, and BSD of itself.
KNOWN = {"qrcode": "BSD"}


def locked() -> dict[str, str]:
    """Versions by name, of what belongs on this machine."""
    found = {}
    for line in re.findall(
        r"^([A-Za-z0-9][^\\\n]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    ):
        requirement = Requirement(line.strip())
        if requirement.marker is None or requirement.marker.evaluate():
            found[canonicalize_name(requirement.name)] = str(requirement.specifier)[2:]
    return found


def test_what_is_installed_is_what_is_locked() -> None:
    installed = {
        canonicalize_name(each.name): each.version for each in importlib.metadata.distributions()
    }
    assert installed.pop("antrean") == HOUSE["project"]["version"]
    assert installed == locked()


def licence_of(name: str) -> str:
    """What a package says of itself, the most exact way first."""
    told = importlib.metadata.metadata(name)
    classes = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    first_line = (told.get("License") or "").strip().partition("\n")[0]
    return told.get("License-Expression") or "; ".join([*classes, first_line])


@pytest.mark.parametrize("name", sorted(locked()))
def test_every_locked_package_has_a_licence_we_may_use(name: str) -> None:
    licence = KNOWN.get(name) or licence_of(name)
    assert LICENCES.search(licence), f"{name}: {licence or 'says nothing'}"
    assert not FORBIDDEN.search(licence), f"{name}: {licence}"


def declared(*extras: str) -> set[str]:
    """What pyproject asks for."""
    project = HOUSE["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][each] for each in extras)]
    return {canonicalize_name(Requirement(line).name) for lines in lists for line in lines}


def imported(path: Path) -> Iterator[str]:
    """The foreign packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and not (ROOT / top).is_dir():
                yield top


def undeclared(paths: list[Path], known: set[str]) -> set[str]:
    """What these modules import, but nobody asks for."""
    packages = importlib.metadata.packages_distributions()
    return {
        f"{path.relative_to(ROOT)}: {top}"
        for path in paths
        for top in imported(path)
        if top != "antrean"
        and not {canonicalize_name(each) for each in packages.get(top, [])} & known
    }


def test_nothing_is_imported_that_is_not_declared() -> None:
    """The extras are asked for where something can be done without them."""
    house = [ROOT / "antrean.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    assert undeclared(house, declared("postgres", "plan", "printer")) == set()


def test_tests_and_benchmarks_import_nothing_that_is_not_declared() -> None:
    paths = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    known = declared(*HOUSE["project"]["optional-dependencies"])
    assert undeclared(paths, known) == set()
