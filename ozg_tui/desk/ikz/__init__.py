"""IKZ applications: entered, judged, led along their path, supposed, answered for."""
