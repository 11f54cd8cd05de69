# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Naive Bayes: can counting words write an SMS?
#
# Take a few thousand real text messages, half a page of arithmetic and no neural network. By
# the end of this lesson the same table of numbers will **filter** spam, **write** spam, and
# tell you **how surprised** it is by any message you show it. That is a generative model.
#
# **You will** estimate the word probabilities of a class, compute a posterior that survives
# long messages, judge a filter by more than its accuracy, generate messages, and measure a
# model in nats and in perplexity.
#
# **You need** Python with NumPy, Bayes' rule, and the lesson *sampling* (its one function that
# we use is given again below).
#
# | | minutes |
# |---|---|
# | reading | 25 |
# | seven exercises and a question | 68 |
# | the machine, at every scale | less than 1 |
#
# **Stuck?** Go on: no exercise needs another one, and a cell that needs an answer says which. Run
# the notebook cell by cell: *Run all* stops at the first answer that is not written yet.

# %%
import re
import textwrap
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from gradelib import check, data, learn, plot

plot.use_style()
rng = np.random.default_rng(0)

# %% [markdown]
# ## What we are going to make
#
# None of the messages below was ever sent. A library counted the words of real messages and
# then drew new ones; you are going to write each part of it yourself. Which words give the
# spam away? And would you believe that a person had written these?


# %%
def split_words(text):
    """The lower-case words of a message; '!' and '?' are words too."""
    return re.findall(r"[\w£']+|[!?]", text.lower())


def draw_messages(panels):
    """Draw {title: (colour, messages)} as a phone would, one column for each title."""
    axes = plt.figure(figsize=(7, 2.9)).subplots(1, len(panels))
    for ax, (title, (colour, messages)) in zip(axes, panels.items(), strict=True):
        bubble = {
            "boxstyle": "round,pad=0.5",
            "facecolor": "white",
            "edgecolor": colour,
            "linewidth": 2,
        }
        for row, message in enumerate(messages):
            ax.text(0.04, 0.84 - 0.36 * row, textwrap.fill(message, 33), va="center", bbox=bubble)
        ax.set_title(title, color=colour, weight="bold")
        ax.axis("off")


sms = data.sms()
library = CountVectorizer(analyzer=split_words, min_df=2)
library_model = MultinomialNB().fit(library.fit_transform(sms.train.texts), sms.train.labels)
written = [
    [" ".join(rng.choice(library.get_feature_names_out(), 14, p=np.exp(log_p))) for _ in range(3)]
    for log_p in library_model.feature_log_prob_
]
draw_messages(
    {"written as ham": (plot.BLUE, written[0]), "written as spam": (plot.VERMILION, written[1])}
)
plt.show()

# %% [markdown]
# ## 1. A message is a bag of words
#
# The data are 4,862 English text messages of the SMS Spam Collection, marked `ham` (wanted) or
# `spam`. Eight tenths are for training, one tenth is for choosing settings (`valid`) and one tenth
# for the final judgement (`test`).

# %%
classes = ["ham", "spam"]
documents = [split_words(text) for text in sms.train.texts]
for name in ("train", "valid", "test"):
    labels = getattr(sms, name).labels
    print(f"{name:5s} {len(labels):5,d} messages, {np.mean(labels == 'ham'):.1%} ham")

# %% [markdown]
# **Predict:** of all the different words in the training messages, how many occur just once?
# A tenth, a quarter, a half?

# %%
occurrences = Counter(word for document in documents for word in document)
share_once = np.mean([n == 1 for n in occurrences.values()])
vocabulary = sorted(word for word, n in occurrences.items() if n >= 2)
print(f"{len(occurrences):,} different words; {share_once:.0%} of them occur once")
print(f"the vocabulary: the {len(vocabulary):,} words that occur at least twice")

# %% [markdown]
# A little more than half. Language has a long tail: whatever we train on, the next message may hold a
# word that we have never met. Remember this, it will break the model in section 2.
#
# The vocabulary was made from the **training** messages only. Had we looked into the test
# messages as well, the model would already know which words are going to come, and the test
# would no longer tell us how it does on messages from tomorrow.
#
# Now forget the order of the words. What remains of a message is one row of counts, with a
# column for each word of the vocabulary:
#
# | message | `call` | `free` | `home` | `now` |
# |---|---|---|---|---|
# | `call now call free` | 2 | 1 | 0 | 1 |
# | `zzz home` | 0 | 0 | 1 | 0 |
#
# `zzz` is not in the vocabulary, so it leaves no trace.
#
# ### Exercise 1: `count_words` ★ (5 minutes, 2 points)
#
# Turn messages into this table. Everything later in the lesson sees the messages only through
# such counts.


# %% nbgrader={"grade": false, "grade_id": "count_words", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_words(documents, vocabulary):
    """Count how often each word of the vocabulary occurs in each message.

    documents: list of n messages, each a list of words (str); a message may be empty
    vocabulary: list of V different words (str), in any order
    returns: (n, V) array of counts; row i belongs to documents[i], column j to vocabulary[j];
        words that are not in the vocabulary are ignored
    """
    ### BEGIN SOLUTION
    column = {word: j for j, word in enumerate(vocabulary)}
    counts = np.zeros((len(documents), len(vocabulary)), dtype=int)
    for i, document in enumerate(documents):
        for word in document:
            if word in column:
                counts[i, column[word]] += 1
    return counts
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_count_words", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("count_words", count_words)

# %% [markdown]
# A library makes the same table. Here and after exercises 2 and 3 you hold your own answer against
# scikit-learn's, and later cells go on with scikit-learn's, so that they never wait for an exercise
# that you have left for tomorrow.

# %%
table = CountVectorizer(vocabulary=vocabulary, analyzer=split_words)
train_counts = table.transform(sms.train.texts).toarray()  # (messages, words)
valid_counts = table.transform(sms.valid.texts).toarray()
test_counts = table.transform(sms.test.texts).toarray()
print("your table is the same:", np.array_equal(count_words(documents, vocabulary), train_counts))

# %% [markdown]
# From the training table we need only two things: how often each **class** uses each word,
# `class_counts` $N_{cw}$, and how common each class is, the prior $p(c)$, of which we keep the
# logarithm.

# %%
is_class = [sms.train.labels == c for c in classes]  # one mask over the messages for each class
class_counts = np.stack([train_counts[mask].sum(axis=0) for mask in is_class])  # (classes, words)
log_prior = np.log([mask.mean() for mask in is_class])  # (classes,)
print("words counted:", dict(zip(classes, class_counts.sum(axis=1).tolist(), strict=True)))
print("log prior in nats:", log_prior.round(3))

# %% [markdown]
# ## 2. From counts to probabilities
#
# The model that writes a message of class $c$ is a bag with one slip of paper for each word:
# draw a slip, write the word, put it back, draw again. Its only parameters are the
# probabilities $\theta_{cw}$ of drawing word $w$, and the most obvious estimate is the share
# of the words of class $c$ that were $w$: $\theta_{cw} = N_{cw} / \sum_{w'} N_{cw'}$.
#
# ### A failure on purpose
#
# Let us try exactly that. A message gets probability zero from a class as soon as it holds one
# word which that class never used.
#
# **Predict:** what share of the test messages does this make impossible as spam? And what share
# is impossible as ham *and* as spam, so that the filter has nothing to compare?

# %%
never_used = class_counts == 0  # (classes, words)
impossible = test_counts @ never_used.T > 0  # (messages, classes)
impossible_as_spam = np.mean(impossible[:, 1])
impossible_as_both = np.mean(impossible.all(axis=1))
print(f"impossible as ham: {np.mean(impossible[:, 0]):.1%}, as spam: {impossible_as_spam:.1%}")
print(f"impossible as both: {impossible_as_both:.1%}")
commonest = np.argsort(class_counts[0] * never_used[1])[::-1][:6]
print("words that no spam may ever hold:", ", ".join(vocabulary[w] for w in commonest))

# %% [markdown]
# Four fifths of the test messages are ruled out as spam, often for a word as common as *he*. One in
# fifteen is ruled out on both sides, and $0/0$ decides nothing. A zero is too strong a claim: "never
# seen" is not "cannot be". The remedy is two hundred years old (Laplace). Pretend that every class used every word $\alpha$ more times than it did:
#
# $$\theta_{cw} = \frac{N_{cw} + \alpha}{\sum_{w'} (N_{cw'} + \alpha)}$$
#
# | symbol | in the code | shape |
# |---|---|---|
# | $N_{cw}$ | `counts` | (classes, words) |
# | $\alpha$ | `alpha` | one number |
# | $\log\theta_{cw}$ | what you return, `log_theta` below | (classes, words), in nats |
#
# ### Exercise 2: `word_log_probs` ★★ (10 minutes, 3 points)
#
# Write this estimate and return its logarithm. It is the whole training of our model: no
# gradient, no loop over epochs, one pass over a table.


# %% nbgrader={"grade": false, "grade_id": "word_log_probs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def word_log_probs(counts, alpha):
    """The smoothed log-probability of each word, given the class.

    counts: (C, V) array of counts, how often class c used word w; a class may have no words
    alpha: float > 0, added to the count of every word in every class
    returns: (C, V) array of natural logarithms; the probabilities of each row sum to 1
    """
    ### BEGIN SOLUTION
    smoothed = counts + alpha
    return np.log(smoothed / smoothed.sum(axis=1, keepdims=True))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_word_log_probs", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("word_log_probs", word_log_probs)

# %% [markdown]
# **Predict:** to how many digits will your two lines agree with scikit-learn, which fits the same
# model?

# %%
sklearn_model = MultinomialNB(alpha=1.0).fit(train_counts, sms.train.labels)
log_theta = sklearn_model.feature_log_prob_  # (classes, words)
theta_difference = np.abs(word_log_probs(class_counts, alpha=1.0) - log_theta).max()
print(f"largest difference in log_theta: {theta_difference:.1e} nats")

# %% [markdown]
# ### The most telling words
#
# A word tells ham from spam by its log-ratio $\log\theta_{\text{spam},w} - \log\theta_{\text{ham},w}$:
# each time the word occurs, the odds of spam are multiplied by the exponential of it.
#
# **Predict** the top three words on either side before you run the cell.

# %%
log_ratio = log_theta[1] - log_theta[0]  # nats for each occurrence of the word
order = np.argsort(log_ratio)
shown = np.concatenate([order[:10], order[-10:]])
fig, ax = plt.subplots(figsize=(7, 4.4))
ax.barh(
    range(20), log_ratio[shown], color=np.where(log_ratio[shown] > 0, plot.VERMILION, plot.BLUE)
)
for row, w in enumerate(shown):
    side = "right" if log_ratio[w] > 0 else "left"
    ax.text(-0.1 if side == "right" else 0.1, row, vocabulary[w], ha=side, va="center")
ax.axvline(0, color=plot.BLACK, linewidth=1)
ax.set(title="The ten most telling words of either class", yticks=[])
ax.set(xlabel="log-ratio, spam against ham (nats per occurrence)")
ax.spines["left"].set_visible(False)
plt.show()
strongest = log_ratio.max()
print(
    f"one {vocabulary[log_ratio.argmax()]!r} multiplies the odds of spam by {np.exp(strongest):.0f}"
)

# %% [markdown]
# The two strongest ham words, `lt` and `gt`, are not words at all. The people who collected the ham
# messages hid numbers behind the marker `<#>`, which the file spells `&lt;#&gt;`; nobody did so in
# spam. The model has learned a habit of the *collectors*. Watch out for such leaks: in every test
# that was collected in the same way they look like skill.
#
# ## 3. Which class wrote this message?
#
# Let $n_w$ be the counts of one message, a row of `counts`. If its words are drawn independently, then
#
# $$\log p(c, n) = \log p(c) + \sum_w n_w \log\theta_{cw} + \text{const},$$
#
# where the constant counts the orders of the words and is the same for every class. Bayes' rule
# divides by the sum over the classes; in logarithms
#
# $$\log p(c \mid n) = \log p(c, n) - \log\sum_{c'} \exp \log p(c', n).$$
#
# **Predict:** the longest message of the test set has about 150 words. What does the
# computer get when it multiplies the probabilities of its words instead of adding their logarithms?

# %%
longest = test_counts.sum(axis=1).argmax()
theta_spam = np.exp(log_theta[1])
product = np.prod(theta_spam ** test_counts[longest])
log_sum = test_counts[longest] @ log_theta[1]
print(
    f"{test_counts[longest].sum()} words: the product is {product}, the sum of logs {log_sum:.1f} nats"
)

# %% [markdown]
# The product is below the smallest positive number that 64 bits can hold (about $5 \cdot 10^{-324}$,
# or −744 nats; already below $10^{-308}$, or −708 nats, digits are lost), so it becomes zero, and zero
# divided by zero is no probability. The sum of logarithms is an ordinary number. Only the last step, $\log\sum\exp$, still asks for
# exponentials. They are harmless once the largest term $m$ is taken out:
#
# $$\log\sum_{c} e^{a_c} = m + \log\sum_{c} e^{a_c - m}, \qquad m = \max_c a_c .$$
#
# Now the largest exponential is $e^0 = 1$, so the sum is at least 1, and its logarithm is safe.
#
# ### Exercise 3: `log_posterior` ★★★ (15 minutes, 3 points)
#
# Compute the log-posterior of every class for every message. It has to hold for empty messages
# and for very long ones, side by side in one table.


# %% nbgrader={"grade": false, "grade_id": "log_posterior", "locked": false, "schema_version": 3, "solution": true, "task": false}
def log_posterior(counts, log_theta, log_prior):
    """The log-posterior of each class for each message.

    counts: (n, V) array of word counts, one row a message; a row may be all zero
    log_theta: (C, V) array of finite log-probabilities of the words, given the class
    log_prior: (C,) array of finite log-probabilities of the classes
    returns: (n, C) array, log p(class | message) in nats. Every entry is finite: for messages of
        thousands of words, and for classes that are all but impossible, too
    """
    ### BEGIN SOLUTION
    log_joint = counts @ log_theta.T + log_prior
    largest = log_joint.max(axis=1, keepdims=True)
    log_evidence = largest + np.log(np.exp(log_joint - largest).sum(axis=1, keepdims=True))
    return log_joint - log_evidence
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_log_posterior", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("log_posterior", log_posterior)

# %% [markdown]
# **Predict:** some posteriors are so small that their logarithms lie below −100 nats. To how many
# digits will yours agree with scikit-learn's now?

# %%
log_post = sklearn_model.predict_log_proba(test_counts)  # (messages, classes)
yours = log_posterior(test_counts, log_theta, log_prior)
posterior_difference = np.abs(yours - log_post).max()
print(f"lowest log-posterior: {yours.min():.0f} nats")
print(f"largest difference in log_posterior: {posterior_difference:.1e} nats")

# %% [markdown]
# ## 4. Is it a good filter?
#
# Most messages are ham, so a filter that calls *everything* ham is right most of the time, and
# useless. Two other numbers ask what we want to know. With the spam taken as what we look for,
#
# $$\text{precision} = \frac{\text{spam among the flagged}}{\text{flagged}}, \qquad
# \text{recall} = \frac{\text{spam among the flagged}}{\text{spam}} .$$
#
# Low precision hides your friends' messages; low recall lets spam through. Where the denominator
# is zero the fraction has no value: like scikit-learn we then report 0.
#
# ### Exercise 4: `precision_recall` ★ (5 minutes, 2 points)
#
# Write both. Accuracy alone would have praised the useless filter; these two will not.


# %% nbgrader={"grade": false, "grade_id": "precision_recall", "locked": false, "schema_version": 3, "solution": true, "task": false}
def precision_recall(is_spam, flagged):
    """Precision and recall of a spam filter.

    is_spam: (n,) array of bool, the truth
    flagged: (n,) array of bool, what the filter calls spam
    returns: (precision, recall), two floats in [0, 1]; precision is 0.0 if nothing was flagged,
        recall is 0.0 if there was no spam
    """
    ### BEGIN SOLUTION
    caught = np.sum(is_spam & flagged)
    precision = caught / flagged.sum() if flagged.any() else 0.0
    recall = caught / is_spam.sum() if is_spam.any() else 0.0
    return precision, recall
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_precision_recall", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("precision_recall", precision_recall)

# %% [markdown]
# **Predict** the accuracy of the filter that calls everything ham. (You have seen the number.)
# By how many points will naive Bayes beat it?

# %%
is_spam = sms.test.labels == "spam"
flagged = log_post[:, 1] > log_post[:, 0]
always_ham = np.mean(~is_spam)
accuracy = np.mean(flagged == is_spam)
precision, recall = precision_recall(is_spam, flagged)
print(f"always ham : accuracy {always_ham:.3f}, precision 0, recall 0")
print(f"naive Bayes: accuracy {accuracy:.3f}, precision {precision:.3f}, recall {recall:.3f}")

# %% [markdown]
# Of 66 spam messages three get through, and one ham message is lost. How sure of itself was the
# model? **Predict:** of the verdicts that are more than 99 % sure, how many does the model *expect*
# to be wrong, and how many are?

# %%
log_odds = log_post[:, 1] - log_post[:, 0]  # nats; above 0 the message is flagged
within = np.clip(log_odds, -69, 69)  # two ham messages lie further out on the left
bins = np.arange(-70, 71, 4)
fig, ax = plt.subplots()
ax.hist(within[~is_spam], bins, color=plot.BLUE, alpha=0.7, label="really ham")
ax.hist(within[is_spam], bins, color=plot.VERMILION, alpha=0.7, label="really spam")
ax.axvline(0, color=plot.BLACK, linestyle="--", linewidth=1)
ax.set(title="How sure the filter is", xlabel="log-odds of spam (nats)", ylabel="test messages")
ax.legend()
plt.show()
wrong = flagged != is_spam
certainty = np.exp(log_post.max(axis=1))
sure = certainty > 0.99
expected_mistakes, sure_mistakes = np.sum(1 - certainty[sure]), np.sum(wrong[sure])
print(f"{sure.sum()} of {len(sure)} verdicts are more than 99 % sure")
print(
    f"mistakes among them: {expected_mistakes:.2f} expected by the model, {sure_mistakes} in truth"
)

# %% [markdown]
# Many verdicts have log-odds beyond 20 nats: a bet of five hundred million to one. The filter is
# good, but not *that* good. Keep this for the question at the end.
#
# One more doubt belongs to any honest test. Spam is sent to thousands of people, and jokes are
# passed on. `data.sms` puts all copies of a message on the same side of the split.
# **Predict:** had we split carelessly, how many of the test messages would stand in the training set?

# %%
texts = [*sms.train.texts, *sms.valid.texts, *sms.test.texts]
shuffled = [texts[i] for i in rng.permutation(len(texts))]
careless_train, careless_test = set(shuffled[487:]), shuffled[:487]
copied_share = np.mean([text in careless_train for text in careless_test])
print(f"{copied_share:.0%} of a careless test set has been seen in training, letter for letter")

# %% [markdown]
# More than one in ten: part of such a test asks for what was learned by heart.
#
# ## 5. Let it write
#
# So far we have used the table in one direction, from a message to its class. A generative model
# also runs the other way: fix the class, then draw words from $\theta_c$. For this we take a short
# form of the sampler of the first lesson. It lays the probabilities end to end on a line from 0 to 1
# and, for a uniform number $u$, returns the word in whose stretch $u$ falls: the smallest $i$ with
# $u \le F_i$, where $F_i$ is the sum of the probabilities up to and including word $i$. (That
# lesson's took care never to draw a symbol of probability zero. Here smoothing has left none.)


# %%
def inverse_cdf(probabilities, uniforms):
    """The smallest i with u <= F_i for each u of uniforms, given positive probabilities."""
    indices = np.searchsorted(np.cumsum(probabilities), uniforms, side="left")
    return np.minimum(indices, len(probabilities) - 1)  # F_k may end a rounding error below 1


# %% [markdown]
# ### Exercise 5: `generate_message` ★★ (5 minutes, 2 points)
#
# Write a message: one word for each uniform number, joined by single spaces. Mind what the table
# holds and what the sampler wants. After this you own a machine that writes spam; use it on
# yourself only.


# %% nbgrader={"grade": false, "grade_id": "generate_message", "locked": false, "schema_version": 3, "solution": true, "task": false}
def generate_message(log_probs, vocabulary, uniforms):
    """Write a message, one word for each uniform number, by the inverse CDF.

    log_probs: (V,) array, the natural log-probability of each word; the probabilities sum to 1
        up to rounding
    vocabulary: list of V words (str), in the order of log_probs
    uniforms: (n,) array of floats in [0, 1); number t decides word t of the message
    returns: str, the n words joined by single spaces; "" if there are no uniforms
    """
    ### BEGIN SOLUTION
    indices = inverse_cdf(np.exp(log_probs), uniforms)
    return " ".join(vocabulary[i] for i in indices)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_generate_message", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("generate_message", generate_message)

# %% [markdown]
# **Predict:** below, both classes get the *same* uniform numbers, line by line. The vocabulary is
# in alphabetical order. What will the two messages of a line have in common?

# %%
uniforms = np.random.default_rng(8).random((3, 11))  # three messages of eleven words
ham = [generate_message(log_theta[0], vocabulary, u) for u in uniforms]
spam = [generate_message(log_theta[1], vocabulary, u) for u in uniforms]
draw_messages({"your ham": (plot.BLUE, ham), "your spam": (plot.VERMILION, spam)})
plt.show()

# %% [markdown]
# The same $u$ lands at about the same height of the alphabet, so word by word the two messages begin
# with letters that are near each other: one source of chance, two distributions. As for the style: you can tell
# which column is which at a glance, and no line is a sentence.
#
# ## 6. How surprised is it?
#
# A generative model can be judged without any labels: how probable does it find messages that it
# has not seen? Per word, and turned back from nats into a number of words, this is the
# **perplexity**:
#
# $$\text{perplexity} = \exp\Bigl(-\frac{1}{N} \sum_{i} \sum_{w} n_{iw} \log\theta_w\Bigr),
# \qquad N = \sum_i \sum_w n_{iw} .$$
#
# A perplexity of 400 says: the model is as uncertain about the next word as if it had to choose
# among 400 equally likely ones. Words outside the vocabulary (a tenth of the test words) are not
# counted here, so only perplexities over the *same* vocabulary may be compared.
#
# ### Exercise 6: `perplexity` ★★ (10 minutes, 2 points)
#
# Write it for a table of counts. Week 3's recurrent networks will be measured with the same ruler.


# %% nbgrader={"grade": false, "grade_id": "perplexity", "locked": false, "schema_version": 3, "solution": true, "task": false}
def perplexity(counts, log_probs):
    """The perplexity per word of all the messages together.

    counts: (n, V) array of word counts, one row a message; a row may be all zero, not all rows
    log_probs: (V,) array, the natural log-probability of each word
    returns: float, exp of minus the mean log-probability of a word; each word of each message
        has the same weight in the mean, so long messages weigh more than short ones
    """
    ### BEGIN SOLUTION
    total_log_prob = np.sum(counts * log_probs)
    return np.exp(-total_log_prob / np.sum(counts))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_perplexity", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("perplexity", perplexity)

# %% [markdown]
# **Predict:** four numbers are coming: test ham and test spam, each under the ham table and under
# the spam table. Which is the largest? And which of ham and spam, under its own table, is
# the easier to foresee?

# %%
surprise = {
    (text, model): perplexity(
        test_counts[is_spam == (text == "spam")], log_theta[classes.index(model)]
    )
    for text in classes
    for model in classes
}
fig, ax = plt.subplots()
for model, colour, shift in (("ham", plot.BLUE, -0.2), ("spam", plot.VERMILION, 0.2)):
    heights = [surprise[text, model] for text in classes]
    bars = ax.bar(np.arange(2) + shift, heights, 0.36, color=colour, label=f"{model} table")
    ax.bar_label(bars, fmt="{:,.0f}")
ax.axhline(len(vocabulary), color=plot.BLACK, linestyle="--", linewidth=1)
ax.text(0.5, len(vocabulary), "all words equally likely", ha="center", va="bottom")
ax.set(title="Each class is surprised by the other", ylabel="perplexity (words)", ylim=(0, 4300))
ax.set_xticks([0, 1], ["test ham", "test spam"])
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()
ham_perplexity, spam_perplexity = surprise["ham", "ham"], surprise["spam", "spam"]
crossed_perplexity = surprise["spam", "ham"]

# %% [markdown]
# Knowing no more than how common each word is takes us from 3,509 equal choices to about 500. The
# wrong table is about three times as surprised as the right one, at *every word*: over the fifteen
# or twenty-five words of a message this multiplies, and that is why the filter works.
#
# How much should one smooth? We took $\alpha = 1$ without asking. The validation messages may
# answer. **Predict:** will accuracy and perplexity agree on the best $\alpha$?

# %%
valid_is_spam = sms.valid.labels == "spam"
alphas = np.logspace(-3, 2, 21)
valid_accuracy, valid_perplexity = [], []
for alpha in alphas:
    smoothed = word_log_probs(class_counts, alpha)
    verdict = log_posterior(valid_counts, smoothed, log_prior)
    valid_accuracy.append(np.mean((verdict[:, 1] > verdict[:, 0]) == valid_is_spam))
    valid_perplexity.append(perplexity(valid_counts[valid_is_spam], smoothed[1]))
best_alpha, best_perplexity = alphas[np.argmin(valid_perplexity)], min(valid_perplexity)
fig, (top, bottom) = plt.subplots(2, 1, sharex=True, figsize=(7, 4.6))
top.semilogx(alphas, valid_accuracy, "o-", color=plot.BLUE)
top.axhline(np.mean(~valid_is_spam), color=plot.BLACK, linestyle="--", linewidth=1)
top.text(alphas[0], np.mean(~valid_is_spam), "always ham", va="bottom")
top.set(title="How much smoothing? (validation messages)", ylabel="accuracy")
bottom.loglog(alphas, valid_perplexity, "o-", color=plot.VERMILION)
bottom.axvline(best_alpha, color=plot.BLACK, linestyle=":", linewidth=1)
bottom.set_yticks([500, 1000, 2000], ["500", "1,000", "2,000"])
bottom.minorticks_off()
bottom.set(xlabel="smoothing alpha (imagined occurrences per word)", ylabel="spam perplexity")
plt.show()
print(f"lowest spam perplexity {best_perplexity:.0f} at alpha = {best_alpha:.2f}")

# %% [markdown]
# From 0.001 to 5 the accuracy does not care; the perplexity has a clear best place, about 0.2, and
# $\alpha = 1$ costs some forty words. A classifier needs only the right *side* of zero, a generative
# model needs the right *probabilities*: its likelihood notices what its accuracy does not. With
# $\alpha = 100$ everything is imagined, all words become equally likely and both are lost.
#
# ## 7. The same idea on pictures, and the first line of the scoreboard
#
# Nothing in naive Bayes is about words. Take handwritten digits of 8×8 pixels, call a pixel *on*
# when its grey value is at least 8 of 16, and let each pixel $d$ be on with a probability
# $\theta_d$ of its own, independently of the others:
#
# $$\log p(x) = \sum_d \bigl[\, x_d \log\theta_d + (1 - x_d) \log(1 - \theta_d) \,\bigr].$$
#
# Unlike a word that is missing from a message, a pixel that is **off** is an observation like any
# other and has its own term.
#
# ### Exercise 7: `pixel_log_prob` ★★ (8 minutes, 2 points)
#
# Write the log-probability of each picture. It is the first model on the digits that will follow us
# to the last week of the course.


# %% nbgrader={"grade": false, "grade_id": "pixel_log_prob", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pixel_log_prob(images, on_probs):
    """The log-probability of each binary picture if its pixels are independent.

    images: (n, D) array of floats, 1.0 where a pixel is on and 0.0 where it is off
    on_probs: (D,) array of floats strictly between 0 and 1, the probability that a pixel is on
    returns: (n,) array, the natural log-probability of each picture, summed over its pixels
    """
    ### BEGIN SOLUTION
    on = images * np.log(on_probs)
    off = (1 - images) * np.log(1 - on_probs)
    return np.sum(on + off, axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_pixel_log_prob", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("pixel_log_prob", pixel_log_prob)

# %% [markdown]
# We fit two models. *Independent pixels* has one table for all digits. *Naive Bayes* has one table
# for each of the ten classes and, to give the probability of a picture whose class nobody tells
# it, sums over them: $p(x) = \sum_c p(c)\, p(x \mid c)$. Both are smoothed as before, now over the
# two values *on* and *off*.
#
# **Predict:** a fair coin for every pixel costs $64 \log 2 = 44.4$ nats a digit. How low will
# independent pixels come? Does knowing that there are ten kinds of digit help?

# %%
digits = data.digits(size=8)
train_pixels = (digits.train.images >= 8).reshape(-1, 64).astype(float)
test_pixels = (digits.test.images >= 8).reshape(-1, 64).astype(float)


def fit_pixels(images):
    """Smoothed probability that each pixel is on, with alpha = 1 for on and for off."""
    return (images.sum(axis=0) + 1) / (len(images) + 2)


on_probs = fit_pixels(train_pixels)
class_on_probs = [fit_pixels(train_pixels[digits.train.labels == c]) for c in range(10)]


def log_joint(pixels):
    """log p(class, picture) by your pixel_log_prob: (classes, pictures), in nats."""
    log_class = np.log([np.mean(digits.train.labels == c) for c in range(10)])
    return np.stack([log_class[c] + pixel_log_prob(pixels, class_on_probs[c]) for c in range(10)])


pixel_nats = -np.mean(pixel_log_prob(test_pixels, on_probs))
bayes_nats = -np.mean(np.logaddexp.reduce(log_joint(test_pixels), axis=0))
pixel_bits, bayes_bits = pixel_nats / 64 / np.log(2), bayes_nats / 64 / np.log(2)
digit_accuracy = np.mean(log_joint(test_pixels).argmax(axis=0) == digits.test.labels)
print(f"independent pixels: {pixel_nats:.2f} nats a digit, {pixel_bits:.3f} bits per dimension")
print(f"naive Bayes:        {bayes_nats:.2f} nats a digit, {bayes_bits:.3f} bits per dimension")
print(f"and naive Bayes names {digit_accuracy:.1%} of the digits rightly")

# %%
real = [test_pixels[digits.test.labels == c][0] for c in range(10)]
from_pixels = [rng.random(64) < on_probs for _ in range(10)]
from_bayes = [rng.random(64) < class_on_probs[c] for c in range(10)]
fig, axes = plt.subplots(3, 10, figsize=(7, 2.6))
rows = {"real": real, "one table": from_pixels, "ten tables": from_bayes}
for row, (name, pictures) in zip(axes, rows.items(), strict=True):
    for ax, picture in zip(row, pictures, strict=True):
        ax.imshow(picture.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=plot.SKY)
    row[0].set_ylabel(name, rotation=0, ha="right", va="center")
fig.suptitle("Digits of the test set, and digits drawn pixel by pixel")
plt.show()

# %% [markdown]
# Each pixel is drawn without looking at its neighbours, so the strokes fray: this is the pictures'
# version of a message without grammar. Ten tables do better, since the class now holds the pixels
# together, and nothing else does.
#
# Now write both models on **your scoreboard**. It is kept in a file beside the notebooks, and each
# week's models will be added to it. Every line of it answers the same question, so that the lines can
# be compared: how many nats does the model need for a digit of the **test** set whose 64 pixels are
# **on or off**? The −122 nats of the first lesson do not belong here. They were the density of digits
# with *grey levels*, on the *validation* set: more to foresee in each pixel, and other pictures.

# %%
for model, log_p in {
    "independent pixels": pixel_log_prob(test_pixels, on_probs),
    "naive Bayes, 10 classes": np.logaddexp.reduce(log_joint(test_pixels), axis=0),
}.items():
    learn.scoreboard.add(model, nats=-np.mean(log_p), dims=64)
learn.scoreboard.draw()
plt.show()

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_naive_bayes", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 8. In your own words: what is wrong with this approach? (4 points, 10 minutes)
#
# The filter sorts nearly all messages rightly, and yet nobody would take its messages for real.
# Name **two** different things that are wrong with naive Bayes as a model of text messages. For at
# least one of them, say how you would **show** it with an experiment or a number (from this
# lesson or a new one), and what a better model would have to do. Ten sentences are enough.
#
# ### BEGIN MARK SCHEME
# 1 point each, 4 in all:
#
# - **The independence assumption and what follows from it.** Given the class, words do not depend
#   on each other or on their places; so every permutation of a message is equally probable and
#   the samples have no grammar. "The text is bad" alone is not enough: the cause has to be named.
# - **A second, different flaw**, rightly explained. For instance: correlated words are counted as
#   independent evidence, so the posterior is far too sure (log-odds of tens of nats, mistakes made
#   with 99 % certainty); no model of the length of a message; words outside the vocabulary leave no
#   trace; the telling words include traces of how the data were collected (`lt`, `gt`), and test
#   messages repeat training messages, so tomorrow's spam will be harder.
# - **A demonstration that could come out either way**, with what would be measured. For instance:
#   shuffle the words of test messages and show that the probability does not change; compare how
#   often "to" follows "want" with the model's probability of "to"; plot confidence against accuracy;
#   let people tell real from generated messages; test on messages of another year.
# - **What a better model does, and its price.** For instance: predict each word from those before it
#   (bigrams, recurrent networks, week 3), which needs far more parameters or shared ones; for the
#   filter, a discriminative model such as logistic regression, which does not assume independence
#   but cannot write messages.
#
# Full marks do not need more than ten sentences. A wrong claim beside a right one costs the point
# of that line only.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# | | reference | tolerance | published, and what differs |
# |---|---|---|---|
# | words that occur once | 52 % | 1 % | |
# | impossible as spam / as both without smoothing | 80 % / 6.8 % | 1 % | |
# | largest difference from scikit-learn | below $10^{-11}$ nats | $10^{-6}$ | |
# | accuracy on test; always ham | .992; .864 | .005 | linear SVM .976, on all 5,574 messages, copies included, split in another way (Almeida et al., 2011) |
# | precision; recall | .984; .955 | .02 | the same SVM catches .831 of the spam |
# | perplexity of test ham; test spam | 512; 473 words | 2 % | |
# | independent pixels | 25.19 nats, .568 bits/dim | .02 nats | |
# | naive Bayes on digits | 20.17 nats, .455 bits/dim | .02 nats | MNIST, 28×28 pixels: about 169 nats, .31 bits/dim, by a mixture of ten such tables without labels (Salakhutdinov and Murray, 2008) |
#
# Do not take our higher accuracy for a victory: other messages were kept for testing, and one
# message more or less is .002 of our accuracy. And large pictures cost *fewer* bits per pixel,
# because most of their pixels are alike.
#
# ## In three sentences
#
# Naive Bayes counts how often each class uses each word, smooths the counts, and treats the words of
# a message as independent draws. The same table classifies by Bayes' rule, writes by the inverse
# CDF and is measured by perplexity, and all of it happens in logarithms. It sorts messages very well
# and writes them very badly, because sorting needs only the right words while writing needs their order.
#
# ## Further reading
#
# - D. Jurafsky and J. H. Martin, *Speech and Language Processing*, chapter on naive Bayes (3rd edition,
#   draft): <https://web.stanford.edu/~jurafsky/slp3/>
# - A. McCallum and K. Nigam, *A comparison of event models for naive Bayes text classification* (1998):
#   counts of words against presence of words: <https://www.kamalnigam.com/papers/multinomial-aaaiws98.pdf>
# - A. Y. Ng and M. I. Jordan, *On discriminative vs. generative classifiers* (2001): when naive Bayes
#   beats logistic regression:
#   <https://papers.nips.cc/paper/2020-on-discriminative-vs-generative-classifiers-a-comparison-of-logistic-regression-and-naive-bayes>
# - C. E. Shannon, *A mathematical theory of communication* (1948): section 3 writes English word by
#   word, with and without memory: <https://doi.org/10.1002/j.1538-7305.1948.tb01338.x>
# - T. A. Almeida, J. M. Gómez Hidalgo and A. Yamakami, *Contributions to the study of SMS spam filtering*
#   (2011), the data: <https://doi.org/10.1145/2034691.2034742>
# - R. Salakhutdinov and I. Murray, *On the quantitative analysis of deep belief networks* (2008):
#   <https://doi.org/10.1145/1390156.1390266>
#
# **Next:** week 2 finds classes that nobody has labelled. Ten tables beat one on the digits because
# somebody told us which digit was which; mixture models find the tables *and* the classes.
