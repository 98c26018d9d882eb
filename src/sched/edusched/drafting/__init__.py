"""From obligations and patterns to candidate sessions, from a roster to cohorts."""
