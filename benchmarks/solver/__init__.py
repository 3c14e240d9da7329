"""The solver beside its peers: days of the project's own, Solomon's instances, adapters, a judge and the table."""
