"""How often labels are right, by the grades that people gave."""
