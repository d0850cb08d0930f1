"""The pictures of the documents, taken from the running software: `make screenshots`."""
