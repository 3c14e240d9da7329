"""What travel times cost, and whether they are right: run by ``python3 start.py bench roads``."""
