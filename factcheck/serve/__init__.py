"""The review in a browser: `factcheck serve`."""
