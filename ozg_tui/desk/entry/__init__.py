"""What is entered, by hand or from a file: the fields of a model, their checks, what a form begins
with."""
