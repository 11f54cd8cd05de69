"""Classes, gradients and networks in an exam: the same through a function here or a stand-in."""

import zlib

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gradelib.exam import ask, close, exercise, gradient, made, network
from gradelib.exam.deed import Deed, Step, deed_from_plain, deed_to_plain, only_call
from gradelib.exam.key import make_key
from gradelib.exam.network import MAX_SIZE, module
from gradelib.exam.plain import Raised, Unfit, plain
from gradelib.exam.questions import examine, local
from gradelib.exam.verdict import judge
from gradelib.exam.wire import pack, unpack
from tests.exam.exam_helpers import quick


class Scaled(torch.nn.Linear):
    """What a student would write: a linear layer whose output is scaled."""

    def __init__(self, inputs, outputs, scale=1.0):
        super().__init__(inputs, outputs)
        self.scale = scale

    def forward(self, x):
        return self.scale * torch.nn.functional.linear(x, self.weight, self.bias)

    def norm(self, power):
        return self.weight.abs().pow(power).sum()


@exercise(points=1)
def scaled(answer, rng):
    """A scaled linear layer."""
    w, b, x = (rng.normal(size=s).astype("float32") for s in [(2, 3), (2,), (4, 3)])
    x = torch.from_numpy(x)
    layer = made(answer, 3, 2, scale=0.5).load(weight=w, bias=b)
    yield ask("value", lambda: layer(x), hints=["scale"])
    yield ask("a method", lambda: layer.norm(2))
    yield ask("names", lambda: sorted(layer.weights()))
    yield ask("gradient", lambda: gradient(layer, x))
    yield ask("fresh", lambda: list(made(answer, 3, 2)(x).shape))


def evidence_of(answer, exam=scaled, seed=3):
    found = examine(exam, local(answer), seed)
    assert not found.stopped
    return found


def values(answer, exam=scaled, seed=3):
    return {e.question.name: e.value for e in evidence_of(answer, exam, seed).evidence}


def test_an_object_is_made_loaded_called_and_differentiated():
    given_values = values(Scaled)
    rng = np.random.default_rng([3, zlib.crc32(b"scaled")])
    w, b, x = (rng.normal(size=s).astype("float32") for s in [(2, 3), (2,), (4, 3)])
    np.testing.assert_allclose(given_values["value"], 0.5 * (x @ w.T + b), rtol=1e-5)
    assert given_values["a method"].item() == pytest.approx((w**2).sum(), rel=1e-5)
    assert given_values["names"] == ["bias", "weight"]
    np.testing.assert_allclose(given_values["gradient"], np.tile(0.5 * w.sum(0), (4, 1)), rtol=1e-5)
    assert given_values["fresh"] == [4, 2]


def test_making_an_object_may_draw_its_first_weights_but_calling_it_may_not():
    class Noisy(Scaled):
        def forward(self, x):
            return super().forward(x) + torch.randn(1)

    assert evidence_of(Scaled).drew == ()
    assert evidence_of(Noisy).drew == ("torch",)


def test_the_call_is_told_in_words_without_the_weights():
    asked = evidence_of(Scaled).evidence[0].asked
    assert asked.startswith("scaled(3, 2, scale=0.5).load(weight, bias)(tensor (4, 3) [")


class Unnamed(torch.nn.Module):
    def __init__(self, inputs, outputs, scale=1.0):
        super().__init__()
        self.w = torch.nn.Parameter(torch.zeros(outputs, inputs))


class Turned(torch.nn.Linear):
    def __init__(self, inputs, outputs, scale=1.0):
        super().__init__(outputs, inputs)


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Unnamed, "AttributeError", "there is no parameter `weight`; there is w"),
        (Turned, "ValueError", "`weight` has the shape (3, 2), and should have (2, 3)"),
        (lambda *a, **k: 5, "TypeError", "int should be a torch.nn.Module"),
        (lambda *a: None, "TypeError", "unexpected keyword argument 'scale'"),
    ],
)
def test_what_cannot_be_loaded_says_why(answer, kind, words):
    value = values(answer)["value"]
    assert isinstance(value, Raised) and value.kind == kind and words in value.message


def test_the_line_that_raised_is_one_of_the_class():
    class Broken(Scaled):
        def forward(self, x):
            raise RuntimeError("no")

    assert values(Broken)["value"].line == 'raise RuntimeError("no")'


@exercise(points=1)
def squares(answer, rng):
    """The squares."""
    x = torch.from_numpy(rng.normal(size=4).astype("float32"))
    yield ask("slope", lambda: gradient(answer, x))
    yield ask("slope of the other", lambda: gradient(answer, x, 2 * x, wrt=1))


def test_the_gradient_of_a_call():
    assert values(lambda x, y=0: x**2, squares)["slope"].shape == (4,)
    found = values(lambda x, y=0: x.detach() ** 2, squares)
    assert found["slope"].tolist() == [0.0] * 4
    found = values(lambda x, y: x * y, squares)
    assert isinstance(found["slope"], Raised)  # it takes two
    assert found["slope of the other"].abs().min() > 0
    found = values(lambda x, y=0: float(x.detach().sum()), squares)
    assert isinstance(found["slope"], Unfit) and "no gradient" in found["slope"].what


@exercise(points=1)
def run_net(answer, rng):
    """What the network gives."""
    net = network((1, 2, 2), (3, 2, 2), seed=int(rng.integers(1000)), order=[3, 1, 0, 2])
    x = rng.normal(size=(5, 1, 2, 2)).astype("float32")
    yield ask("typical", lambda: answer(net, torch.from_numpy(x)), rule=close(shape=True))


class Caches(Scaled):
    """Multiplies once, and remembers the product."""

    product = None

    def forward(self, x):
        if self.product is None:
            self.product = self.scale * self.weight
        return torch.nn.functional.linear(x, self.product, self.scale * self.bias)


class CopiesAtBirth(Scaled):
    def __init__(self, inputs, outputs, scale=1.0):
        super().__init__(inputs, outputs, scale)
        self.copy = self.weight.detach().clone()

    def forward(self, x):
        return self.scale * torch.nn.functional.linear(x, self.copy, self.bias)


class NeverLearns(Scaled):
    def forward(self, x):
        return self.scale * torch.nn.functional.linear(x, self.weight.data, self.bias)


@exercise(points=1)
def reused(answer, rng):
    """A layer that is called again with other weights, and learned through."""
    w, other, b = (rng.normal(size=s).astype("float32") for s in [(2, 3), (2, 3), (2,)])
    x = torch.from_numpy(rng.normal(size=(4, 3)).astype("float32"))
    layer = made(answer, 3, 2, scale=0.5).load(weight=w, bias=b)
    yield ask("value", lambda: layer(x))
    yield ask("called again", lambda: layer.after(x).load(weight=other)(x))
    yield ask("after a method", lambda: layer.after(method="eval")(x))
    yield ask("learned", lambda: gradient(layer, x, wrt="weight"))


def test_an_object_may_have_been_called_before():
    found, cached = values(Scaled, reused), values(Caches, reused)
    assert not np.allclose(found["called again"], found["value"])
    np.testing.assert_allclose(cached["called again"], found["value"], rtol=1e-5)
    np.testing.assert_allclose(found["after a method"], found["value"])


def test_the_gradient_of_a_parameter():
    found, frozen = values(Scaled, reused), values(NeverLearns, reused)
    rng = np.random.default_rng([3, zlib.crc32(b"reused")])
    _, _, _, x = (rng.normal(size=s) for s in [(2, 3), (2, 3), (2,), (4, 3)])
    np.testing.assert_allclose(found["learned"], np.tile(0.5 * x.sum(0), (2, 1)), rtol=1e-5)
    assert frozen["learned"].shape == (2, 3) and not frozen["learned"].any()


def test_the_gradient_of_a_parameter_that_is_none():
    @exercise(points=1)
    def masked(answer, rng):
        yield ask("slope", lambda: gradient(made(answer, 3, 2), torch.ones(1, 3), wrt="mask"))

    told = values(Scaled, masked)["slope"].message
    assert told == "there is no parameter `mask`; there is weight, bias"


def test_numbers_that_were_copied_at_birth_are_recognised():
    key = make_key({"reused": reused}, {"reused": Scaled}, (), 3).exercises["reused"]
    found = judge(reused, key, evidence_of(CopiesAtBirth, reused))
    assert found.diagnosis.name == "uses other numbers than its parameters"
    assert not found.right


class UnderOtherNames(torch.nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.inner = torch.nn.Linear(inputs, outputs)

    def forward(self, x):
        return self.inner(x)


class NoModule:
    def __init__(self, inputs, outputs):
        self.weight, self.bias = torch.randn(outputs, inputs), torch.zeros(outputs)

    def __call__(self, x):
        return x @ self.weight.T + self.bias


class TooEarly(torch.nn.Linear):
    def __init__(self, inputs, outputs):
        self.weight = torch.nn.Parameter(torch.zeros(outputs, inputs))
        super().__init__(inputs, outputs)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (UnderOtherNames, "Under which names"),
        (TooEarly, "super().__init__()"),
        (NoModule, "inherit"),
    ],
)
def test_an_object_that_cannot_be_made_or_loaded_is_told_why(answer, hint):
    @exercise(points=1)
    def plain_layer(answer, rng):
        w, b, x = (torch.from_numpy(rng.normal(size=s)).float() for s in [(2, 3), (2,), (4, 3)])
        yield ask("value", lambda: made(answer, 3, 2).load(weight=w, bias=b)(x))
        yield ask("shape", lambda: list(made(answer, 3, 2)(x).shape))

    key = make_key({"plain_layer": plain_layer}, {"plain_layer": torch.nn.Linear}, (), 3)
    found = judge(plain_layer, key.exercises["plain_layer"], evidence_of(answer, plain_layer))
    assert found.diagnosis.kind == "raised" and hint in found.diagnosis.hint
    assert "gives the same answer twice" not in {mark.question for mark in found.marks}


def test_the_gradient_of_several_outputs_is_that_of_their_sum():
    @exercise(points=1)
    def two(answer, rng):
        yield ask("slope", lambda: gradient(answer, torch.ones(3)))

    assert values(lambda x: (2 * x, [3 * x]), two)["slope"].tolist() == [5, 5, 5]
    assert isinstance(values(lambda x: (2 * x, 3.0), two)["slope"], Unfit)


def test_the_line_of_a_decorated_answer_is_the_students():
    @torch.no_grad()
    def fails(*_):
        raise KeyError("where am I?")  # here

    @exercise(points=1)
    def simple(answer, rng):
        yield ask("value", lambda: answer(torch.ones(3)))

    assert values(fails, simple)["value"].line.endswith("# here")


def test_a_network_arrives_as_a_module():
    found = evidence_of(lambda net, x: net(x), run_net)
    assert found.evidence[0].value.shape == (5, 3, 2, 2)
    assert found.drew == () and found.changed == ()
    assert found.evidence[0].asked.startswith("run_net(network (1, 2, 2) → (3, 2, 2), tensor")


@quick
@given(seed=st.integers(0, 2**32), order=st.permutations(range(6)), channels=st.integers(1, 3))
def test_an_ordered_network_sees_exactly_what_comes_before(seed, order, channels):
    net = module(network((channels, 2, 3), (2, 2, 3), seed, order))
    x = torch.from_numpy(np.random.default_rng(seed).normal(size=(1, channels, 2, 3))).float()
    slopes = torch.autograd.functional.jacobian(net, x)[0, :, :, :, 0]
    depends = slopes.abs().amax(dim=(0, 3)).reshape(6, 6) > 0
    place = {position: rank for rank, position in enumerate(order)}
    for here in range(6):
        for there in range(6):
            assert depends[here, there] == (place[there] < place[here])


def test_a_network_without_order_sees_everything_and_depends_on_its_seed():
    net, x = module(network((3,), (2,), seed=1)), torch.eye(3)
    assert torch.autograd.functional.jacobian(net, x).abs().sum((0, 2)).min() > 0
    assert torch.equal(net(x), module(network((3,), (2,), seed=1))(x))
    assert not torch.equal(net(x), module(network((3,), (2,), seed=2))(x))
    with pytest.raises(ValueError, match=r"takes \(batch, 3\), and got \(3, 4\)"):
        net(torch.zeros(3, 4))


def test_a_sequence_may_be_fed_its_first_positions_alone():
    net, x = module(network((2, 5), (3, 5), seed=1, order=range(5))), torch.ones(4, 2, 5)
    for known in range(1, 6):
        assert torch.equal(net(x[..., :known]), net(x)[..., :known])
    backwards = module(network((2, 5), (3, 5), seed=1, order=[4, 3, 2, 1, 0]))
    for refused, shape in (
        (net, (4, 2, 0)),
        (net, (4, 2, 6)),
        (net, (4, 3)),
        (backwards, (4, 2, 3)),
    ):
        with pytest.raises(ValueError, match=r"takes \(batch, 2, 5\)"):
            refused(torch.zeros(*shape))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (((0,), (2,), 1), "whole numbers from 1"),
        (((MAX_SIZE + 1,), (2,), 1), "at most"),
        (((3,), (3,), -1), "seed"),
        (((3,), (3,), 1, [0, 1, 1]), "positions 0 to 2"),
        (((1, 2, 2), (4,), 1, range(4)), r"should end with the positions \(2, 2\)"),
        (((3,), (3,), 1, None, float("nan")), "scale of a network should be a finite number"),
    ],
)
def test_a_network_that_cannot_be(arguments, words):
    with pytest.raises(ValueError, match=words):
        network(*arguments)


def test_the_scale_of_a_network_makes_its_outputs_equal_or_extreme():
    x = torch.randn(4, 3, generator=torch.Generator().manual_seed(0))
    nets = {scale: module(network((3,), (2,), seed=1, scale=scale))(x) for scale in (0, 1, 100)}
    assert not nets[0].any()
    assert torch.allclose(nets[100], 100 * nets[1])


def test_a_change_in_place_is_told_also_where_the_gradient_refuses_it():
    @exercise(points=1)
    def doubled(answer, rng):
        x = torch.from_numpy(rng.normal(size=4).astype("float32"))
        yield ask("slope", lambda: gradient(answer, x))
        yield ask("value", lambda: answer(x))

    key = make_key({"doubled": doubled}, {"doubled": lambda x: 2 * x}, (), 3).exercises["doubled"]
    found = judge(doubled, key, evidence_of(lambda x: x.mul_(2), doubled))
    assert found.diagnosis.name == "changes its arguments in place"


@pytest.mark.parametrize(
    "deed",
    [
        only_call(1, np.zeros(2), key="x"),
        Deed((Step("", (3,)), Step("<load>", (), {"a.b": np.ones(2)}), Step("f", ("x",))), wrt=0),
        only_call(network((2, 3), (4, 3), 7, range(3), scale=100)),
    ],
)
def test_a_deed_travels(deed):
    again = deed_from_plain(unpack(pack(plain(deed_to_plain(deed)))))
    assert pack(deed_to_plain(again)) == pack(deed_to_plain(deed))
    assert type(again.steps[0].arguments) is tuple
