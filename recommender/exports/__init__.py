"""Documents for the outside world, one module for each, and reading our own ones back."""
