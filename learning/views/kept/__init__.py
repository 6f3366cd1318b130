"""A course kept on somebody's own phone, to be read and answered without a connection (ADR 0021)."""
