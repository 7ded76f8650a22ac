"""The panes of the screens."""
