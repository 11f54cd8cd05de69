"""Other right answers to `mixture_nll`, and misconceptions."""

import math

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.made.mixture_nll import mixture_nll


@right(mixture_nll)
def with_the_best_taken_out(nlls):
    best = nlls.min(dim=0).values
    return best - torch.log(torch.exp(best - nlls).mean(dim=0))


@right(mixture_nll)
def in_numpy_one_after_the_other(nlls):
    total = -nlls[0].double().numpy()
    for row in nlls[1:]:
        total = np.logaddexp(total, -row.double().numpy())
    return torch.from_numpy(np.log(len(nlls)) - total)


@right(mixture_nll)
def each_picture_by_itself(nlls):
    costs = []
    for column in nlls.T.tolist():
        best = min(column)
        shares = [math.exp(best - cost) for cost in column]
        costs.append(best - math.log(math.fsum(shares) / len(shares)))
    return torch.tensor(costs)


@right(mixture_nll)
def by_halves(nlls):
    def together(rows):
        if len(rows) == 1:
            return -rows[0]
        half = len(rows) // 2
        return torch.logaddexp(together(rows[:half]), together(rows[half:]))

    return math.log(len(nlls)) - together(nlls)


@right(mixture_nll)
def with_log_weights(nlls):
    log_weights = torch.full((len(nlls), 1), -math.log(len(nlls)))
    return -torch.logsumexp(log_weights - nlls, dim=0)


@wrong(
    mixture_nll,
    hint="Is the log of a mean the mean of the logs? Try 1 and 0.01.",
)
def takes_the_mean_of_the_logs(nlls):
    return nlls.mean(dim=0)


@wrong(mixture_nll, hint="Do the weights of your models sum to one?")
def forgets_log_k(nlls):
    return -torch.logsumexp(-nlls, dim=0)


@wrong(mixture_nll, hint="Is the mean of K probabilities larger or smaller than their sum?")
def takes_log_k_off(nlls):
    return -math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)


@wrong(
    mixture_nll, hint="Over how many numbers is the mean taken: over the models or the pictures?"
)
def divides_by_the_number_of_pictures(nlls):
    return math.log(nlls.shape[1]) - torch.logsumexp(-nlls, dim=0)


@wrong(mixture_nll, hint="The NLLs are in nats. Which logarithm of K goes with them?")
def takes_the_log_of_k_in_bits(nlls):
    return math.log2(len(nlls)) - torch.logsumexp(-nlls, dim=0)


@wrong(
    mixture_nll,
    hint="That is what the mixture costs at most. What do the other models take off it?",
)
def adds_log_k_to_the_best(nlls):
    return math.log(len(nlls)) + nlls.min(dim=0).values


@wrong(
    mixture_nll,
    hint="You take one number out of the mean before you use exp. Is it the best for *every* picture?",
)
def takes_the_best_of_all_pictures_out(nlls):
    best = nlls.min()
    return best - torch.log(torch.exp(best - nlls).mean(dim=0))


@wrong(
    mixture_nll,
    hint="You take one model out of the mean before you use exp. What if another is far better?",
)
def takes_the_first_model_out(nlls):
    return nlls[0] - torch.log(torch.exp(nlls[0] - nlls).mean(dim=0))


@wrong(
    mixture_nll,
    hint="You take one number out of the mean before you use exp. Of which sign is what is left in exp, "
    "and how large can it be?",
)
def takes_more_than_the_best_out(nlls):
    worst = nlls.max(dim=0).values
    return worst - torch.log(torch.exp(worst - nlls).mean(dim=0))


@wrong(
    mixture_nll,
    hint="You take one number out of the mean before you use exp. What becomes of it afterwards?",
)
def forgets_to_put_the_best_back(nlls):
    best = nlls.min(dim=0).values
    return -torch.log(torch.exp(best - nlls).mean(dim=0))


@wrong(
    mixture_nll,
    hint="The probabilities are divided by K. What is that division, once the logarithm is taken?",
)
def divides_by_k_after_the_logarithm(nlls):
    return -torch.logsumexp(-nlls, dim=0) / len(nlls)


@wrong(
    mixture_nll,
    hint="Where does a mixture have its weights, on the NLLs or on the probabilities? And are they equal "
    "in yours?",
)
def weights_the_nlls_by_the_probabilities(nlls):
    return (torch.softmax(-nlls, dim=0) * nlls).sum(dim=0)


@wrong(mixture_nll, hint="What is exp(-1500) for the computer? And its logarithm?")
def leaves_the_logarithm_too_late(nlls):
    return -torch.log(torch.exp(-nlls).mean(dim=0))


@wrong(mixture_nll, hint="Is exp(+nll) a probability? How large can it become?")
def forgets_the_minus_inside(nlls):
    return torch.logsumexp(nlls, dim=0) - math.log(len(nlls))


@wrong(mixture_nll, hint="May one choose the best model *after* seeing the picture?")
def takes_the_best_model_for_each_picture(nlls):
    return nlls.min(dim=0).values


@wrong(mixture_nll, hint="Which axis holds the models, and how many numbers should come back?")
def averages_over_the_pictures(nlls):
    return math.log(nlls.shape[1]) - torch.logsumexp(-nlls, dim=1)


@wrong(mixture_nll, hint="Do all models have to draw the picture together, or one of them?")
def multiplies_the_probabilities(nlls):
    return nlls.sum(dim=0)


@wrong(mixture_nll, hint="Is log K a price for each picture, to be paid twice?")
def adds_log_k_twice(nlls):
    return 2 * math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)


@wrong(mixture_nll, hint="Which sign has the logarithm of a probability, and which the NLL?")
def gives_the_log_probability(nlls):
    return torch.logsumexp(-nlls, dim=0) - math.log(len(nlls))


@wrong(mixture_nll, hint="What does `squeeze` do to the result when there is only one picture?")
def squeezes_one_picture_to_a_number(nlls):
    return (math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)).squeeze()


@wrong(mixture_nll, hint="What was asked for: each picture, or all of them together?")
def averages_over_everything(nlls):
    return (math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)).mean()
