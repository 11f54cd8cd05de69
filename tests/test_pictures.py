"""The README's pictures show what the course does now."""

import importlib.util
from pathlib import Path

import pytest

# Wrong answers divide by zero and overflow; that is what is wrong with them.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    specification = importlib.util.spec_from_file_location("make_pictures", FOLDER / "make.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.pages()


@pytest.mark.parametrize("name", ["card", "report"])
def test_the_page_behind_a_picture_is_what_the_sources_give(name, made):
    kept = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    assert kept == made[name], "Run `make pictures` and look at them."
    assert (FOLDER / f"{name}.png").stat().st_size > 10_000
