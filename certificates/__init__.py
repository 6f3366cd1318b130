"""The proof: certificates, their PDF and the public check."""
