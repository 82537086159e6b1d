"""What is wrong with a model, said so that its author can mend it: on arrival, and by an operator's IDS."""
