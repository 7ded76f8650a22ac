"""Training and measuring the attribution tagger; stays out of the wheel."""
