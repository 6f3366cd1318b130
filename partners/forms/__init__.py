"""What is typed on the screens of the partners' floor, made clean."""
