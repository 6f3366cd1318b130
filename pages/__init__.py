"""Page furniture: the page base, home and standard pages, images, documents, editorial blocks."""
