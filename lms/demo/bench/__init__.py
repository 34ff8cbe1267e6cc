"""The benchmark of `make bench`: our pages against a bare Django view, measured in one run."""
