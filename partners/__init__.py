"""The associations, their brand, people and contacts, and the only room where partners are kept apart."""
