"""How well and how fast written addresses are found: perturbed writings of addresses that are in the extract."""
