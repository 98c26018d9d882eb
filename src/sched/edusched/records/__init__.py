"""Records read against an instance: who is credited with what, who is certified, what the next plan knows."""
