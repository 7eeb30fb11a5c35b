"""From ranked skills to a profile, to trainings, to gaps."""
