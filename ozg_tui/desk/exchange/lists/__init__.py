"""The lists of the desk as they go out: which columns, and the rows of the records of a page."""
