"""ESCO in memory, reading a release, the table of languages."""
