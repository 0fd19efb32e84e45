"""Engine of bulk imports, for members and titles: states, jobs, cancelling, undoing, retention."""
