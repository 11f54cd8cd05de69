"""Known answers are marked with the exercise that they answer."""

from exam_helpers import gives_the_standard_deviation, spread

from gradelib.exam import right, wrong


def test_a_known_answer_knows_its_exercise_and_can_be_called():
    answer = right(spread)(sum)
    assert (answer.exercise, answer.name, answer.right, answer.hint) == ("spread", "sum", True, "")
    assert answer([1, 2]) == 3

    @wrong(spread, hint="Really?")
    def adds_one(x, by=1):
        return answer(x) + by

    assert (adds_one.name, adds_one.right, adds_one.hint) == ("adds_one", False, "Really?")
    assert adds_one([1], by=2) == 3


def test_its_name_says_the_mistake():
    assert gives_the_standard_deviation.name == "gives_the_standard_deviation"
