"""The way of a case before and after its day."""
