"""The OZG-Modellkommunen: who applied, who was one when, and what became of it."""
