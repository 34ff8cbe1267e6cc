# A thin alias of run.py: variables given here (PORT=, HOST=, FRESH=1, SIZE=) reach it through the environment.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help demo test prove lint serve bench audit verify-artefacts doctor install lock

help:
	@$(PYTHON) run.py help

demo test prove lint serve bench audit verify-artefacts doctor install lock:
	@$(PYTHON) run.py $@
