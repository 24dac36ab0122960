"""The calendar on the screen: day, week and month."""
