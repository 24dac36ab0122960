"""What staff do: one module a subject, each function one transaction, values in and out."""
