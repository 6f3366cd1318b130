"""Screens across apps: My learning, the coordinator's board, the sample partnership. No models."""
