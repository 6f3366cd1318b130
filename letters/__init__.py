"""The outbox: letters wait here until they are sent."""
