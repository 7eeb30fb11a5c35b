"""Trainings: the format of a catalogue, its readers and writers, and what an entry lacks."""
