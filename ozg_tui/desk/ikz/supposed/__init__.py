"""What if: an application judged with other Kommunen, days or costs; nothing is stored."""
