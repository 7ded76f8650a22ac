"""The use cases of the desk: they own transactions and give frozen views back."""

from factcheck.workbench.workbench import ClaimFilter, Workbench

__all__ = ["ClaimFilter", "Workbench"]
