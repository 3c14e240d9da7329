"""The running day: from the first departure to the last sheet back. Paper and telephone are the only link to it."""
