"""The plug board: settings, addresses and the WSGI entry. The only package that knows every app."""
