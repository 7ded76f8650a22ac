"""Where the desk keeps what it knows: models, queries, migrations."""
