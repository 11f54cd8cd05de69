"""The questions of the lesson `char_rnn`."""

# Made from solutions/week03_autoregressive/exam/char_rnn/__init__.py; edit that. Checksum 01d0a3db21e33227549beaf4335883959c9c042a882cdfbdaac35237e8b1c51d
