"""The roll-out of services, and the project of the Modellkommunen."""
