"""Texts held against texts: quotations against documents, claims against earlier checks."""
