"""The questions of week 1, one module per lesson. They contain no answers."""

# Made from solutions/week01_naive_bayes/exam/__init__.py; edit that. Checksum 8f8168d2a83229082adbd57e3c6c5aa98cbad781f1d02f731f2694529ddc34a3
