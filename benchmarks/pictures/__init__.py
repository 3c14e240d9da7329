"""Pictures of the windows and papers, to be looked at and to stand in the documents."""
