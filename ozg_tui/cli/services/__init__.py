"""ozg-tui dienste and modell: services, bundles and Modellkommunen."""
