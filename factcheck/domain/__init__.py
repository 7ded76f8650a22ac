"""The words of the trade as frozen values: imported by all, importing nothing of ours."""
