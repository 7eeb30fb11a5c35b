"""From what a person does, in plain words, to ESCO skills and trainings."""
