"""The records that the steps exchange, one module for each station of the path."""
