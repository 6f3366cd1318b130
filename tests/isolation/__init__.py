"""Proof that partners are kept apart: marked words in all they own, and a walk over every address."""
