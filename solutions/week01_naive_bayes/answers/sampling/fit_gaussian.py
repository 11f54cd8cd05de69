"""Other right answers to `fit_gaussian`, and misconceptions."""

import statistics

import numpy as np

from gradelib.exam import right, wrong

from ...exam.sampling.fit_gaussian import fit_gaussian


@right(fit_gaussian)
def with_matrix_product(x):
    mean = x.sum(axis=0) / len(x)
    centred = x - mean
    return mean, centred.T @ centred / len(x)


@right(fit_gaussian)
def with_statistics_and_loops(x):
    columns = [column.tolist() for column in x.T]
    mean = [statistics.fmean(column) for column in columns]
    covariance = [
        [
            statistics.fmean([(p - a) * (q - b) for p, q in zip(one, two, strict=True)])
            for two, b in zip(columns, mean, strict=True)
        ]
        for one, a in zip(columns, mean, strict=True)
    ]
    return mean, covariance


@right(fit_gaussian)
def centred_in_float32(x):
    centred = x.astype(np.float32)
    mean = centred.mean(axis=0)
    centred -= mean
    return mean, np.einsum("ni,nj->ij", centred, centred) / np.float32(len(x))


@right(fit_gaussian)
def with_numpy_cov(x):
    return x.mean(axis=0), np.atleast_2d(np.cov(x.T, ddof=0))


@wrong(
    fit_gaussian,
    hint="You divide by N - 1, which makes the estimate unbiased. Where is the likelihood greatest?",
)
def divides_by_n_minus_one(x):
    centred = x - x.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return x.mean(axis=0), centred.T @ centred / (np.float64(len(x)) - 1)


@wrong(fit_gaussian, hint="The products are added up, but a covariance is their average.")
def sums_instead_of_averaging(x):
    mean, covariance = with_matrix_product(x)
    return mean, covariance * len(x)


@wrong(
    fit_gaussian,
    hint="You averaged products of the values themselves. How far is each value from the mean?",
)
def does_not_subtract_the_mean(x):
    return x.mean(axis=0), x.T @ x / len(x)


@wrong(
    fit_gaussian,
    hint="You return how much each feature varies. How do you say that two features vary together?",
)
def keeps_only_the_variances(x):
    return x.mean(axis=0), np.diag(x.var(axis=0))


@wrong(
    fit_gaussian,
    hint="The covariance matrix holds variances. What you return is in the unit of x; what is the "
    "unit of a variance?",
)
def takes_standard_deviations(x):
    mean, covariance = with_matrix_product(x)
    return mean, np.sign(covariance) * np.sqrt(np.abs(covariance))


@wrong(
    fit_gaussian,
    hint="Rows are points, columns are features. Over which axis must you average?",
)
def averages_over_the_features(x):
    mean = x.mean(axis=1)
    centred = x - mean[:, None]
    return mean, centred @ centred.T / x.shape[1]


@wrong(
    fit_gaussian,
    hint="np.cov takes every row for a variable unless told otherwise. How large should the matrix "
    "be for d features?",
)
def takes_rows_for_variables(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        return x.mean(axis=0), np.cov(x)


@wrong(
    fit_gaussian,
    hint="np.cov gives a bare number when there is one feature only. Is that a matrix (d, d)?",
)
def gives_a_bare_number_for_one_feature(x):
    return x.mean(axis=0), np.cov(x.T, ddof=0)


@wrong(
    fit_gaussian,
    hint="Correlations have no unit and are 1 on the diagonal. Which matrix tells how wide the "
    "cloud is?",
)
def returns_correlations(x):
    mean, covariance = with_matrix_product(x)
    spread = np.sqrt(np.diag(covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        return mean, covariance / np.outer(spread, spread)


@wrong(
    fit_gaussian,
    hint="E[xx'] - mm' is right on paper. What is left of its digits where x is large and varies little?",
)
def subtracts_two_huge_numbers(x):
    mean = x.mean(axis=0)
    return mean, x.T @ x / len(x) - np.outer(mean, mean)


@wrong(
    fit_gaussian,
    hint="Adding to the diagonal keeps the matrix invertible. But is that the greatest likelihood?",
)
def adds_to_the_diagonal(x):
    mean, covariance = with_matrix_product(x)
    return mean, covariance + 1e-6 * np.eye(len(covariance))


@wrong(fit_gaussian, hint="The formula for the mean is an average. Which middle did you take?")
def takes_medians(x):
    centred = x - np.median(x, axis=0)
    return np.median(x, axis=0), centred.T @ centred / len(x)


@wrong(fit_gaussian, hint="Which of the two does the docstring name first?")
def returns_the_covariance_first(x):
    mean, covariance = with_matrix_product(x)
    return covariance, mean


@wrong(fit_gaussian, hint="Is this the matrix by which distances are divided, or its inverse?")
def returns_the_inverse(x):
    mean, covariance = with_matrix_product(x)
    return mean, np.linalg.pinv(covariance)
