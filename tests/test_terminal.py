"""What a person at the terminal sees."""

from gradelib.terminal import progress_bars


def test_a_bar_says_what_is_done_what_failed_and_what_is_left(capsys):
    with progress_bars() as tell:
        tell("grading", 0, 5)
        tell("grading", 3, 5, 2)
    shown = capsys.readouterr().err
    assert "3/5" in shown
    assert "2 failed" in shown
    assert "left:" in shown
    assert "0 failed" not in shown
