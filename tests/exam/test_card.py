"""The card: everything worth telling, nothing hostile, in HTML and in text."""

from html.parser import HTMLParser

import numpy as np
import pytest
from exam_helpers import KNOWN, quick, spread, variance, verdict_of
from hypothesis import given
from hypothesis import strategies as st

from gradelib.exam.card import card_html, card_text, headline
from gradelib.exam.verdict import Diagnosis, Mark, Verdict


class Page(HTMLParser):
    """The words of a page, and whether its tags are closed in order."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.texts, self.attributes = [], set(), [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def unwritten(table):
    raise NotImplementedError


def raises(table):
    return {}["<b>&"]


def test_a_right_answer():
    found = verdict_of(variance)
    assert headline(found) == card_text(found) == "✓ spread: right, 2 points"
    text = Page(card_html(found)).text
    assert text == "✓ spread is right 2 / 2 points ✓ typical ✓ shifted ✓ one row ✓ all the same"


def test_an_answer_that_is_not_written():
    found = verdict_of(unwritten)
    assert headline(found) == card_text(found) == "○ spread: not written yet (2 points)"
    assert Page(card_html(found)).text == "○ spread is not written yet 0 / 2 points"


def test_a_misconception():
    found = verdict_of(KNOWN[0].function)
    lines = card_text(found, "The `hint`.").splitlines()
    assert lines[0] == "✗ spread: 0 of 2 points, 1 of 4 questions passed"
    assert [line[2:12].strip() for line in lines[1:]] == [
        *("failed at", "asked", "found", "recognised", "hint", "note")
    ]
    text = Page(card_html(found, "The `hint`.")).text
    for word in ("failed at typical", "asked spread(array (4, 5)", "found", "The hint ."):
        assert word in text
    assert "recognised gives the standard deviation" in text


def test_an_exception_with_the_students_line():
    found = verdict_of(raises)
    assert '  your line   return {}["<b>&"]' in card_text(found).splitlines()
    page = Page(card_html(found))
    assert 'your line return {}["<b>&"]' in page.text
    assert "it raised KeyError: '<b>&'" in page.text


def test_a_pass_that_does_not_count_is_marked():
    found = verdict_of(lambda table: np.zeros(len(table)))
    assert "✓ all the same · not counted yet" in Page(card_html(found)).text
    assert "not counted" not in Page(card_html(verdict_of(variance))).text


def test_remarks_are_shown():
    found = verdict_of(lambda table: [variance(table), print("x" * 9000)][0])
    assert "It printed 45,005 characters" in Page(card_html(found)).text
    assert card_text(found).endswith(
        "  note        It printed 45,005 characters while it was asked."
    )


def test_one_point_is_singular():
    one = Verdict("f", 1.0, 1.0, (Mark("q", True),), Diagnosis("right", "right"))
    assert headline(one) == "✓ f: right, 1 point"
    half = Verdict("f", 0.5, 1.0, (Mark("q", False),), Diagnosis("different", "x"))
    assert headline(half) == "✗ f: 0.5 of 1 point, 0 of 1 questions passed"


HOSTILE = st.text() | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=y>',
        "' onmouseover='z",
        "{{ 7 * 7 }}",
        "`<b>`",
    ]
)


@quick
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_stays_text(name, told, hint):
    mark = Mark(name, False, True, told, told, told)
    found = Verdict(name, 0.0, 1.0, (mark,), Diagnosis("relation", told, hint), (told,))
    page = Page(card_html(found, hint))
    assert page.tags == {"div", "span", "b"}
    assert {attribute for attribute, _ in page.attributes} == {"class", "style", "title"}
    assert "49" not in page.text or "49" in name + told + hint
    for text in (card_html(found, hint), card_text(found, hint)):
        text.encode()


def test_the_card_says_why_a_passed_question_earns_nothing():
    nothing_yet = verdict_of(lambda table: np.zeros(2))
    assert [m.question for m in nothing_yet.marks if m.passed and not m.counted] == ["all the same"]
    for told in (card_text(nothing_yet), Page(card_html(nothing_yet)).text):
        assert "What is not counted yet, a function would pass that gives the same" in told
    half_right = verdict_of(lambda table: variance(table) if len(table) > 1 else None)
    assert "not counted" not in card_text(half_right) + card_html(half_right)


@pytest.mark.parametrize("answer", [variance, unwritten, raises, np.zeros_like])
def test_the_card_is_light_or_dark_with_the_page(answer):
    html = card_html(verdict_of(answer), "A hint.")
    assert "background:var(--jp-layout-color0,#fff)" in html
    assert "color:var(--jp-content-font-color1,#1f2937)" in html
    assert "<style" not in html and "<script" not in html and "http" not in html


def test_the_card_is_small():
    assert len(card_html(verdict_of(raises), "A hint.")) < 6000
    assert spread.name in card_html(verdict_of(raises))
