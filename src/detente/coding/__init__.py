"""Reading and actors become a Report: statements, contacts, moves."""
