"""The reports themselves, a module a subject; `ozg_tui.desk.reports.catalogue` lists them."""
