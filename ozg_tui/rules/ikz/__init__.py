"""Whether an application for inter-municipal co-operation may be granted, and what follows."""
