"""The handlers of the API, one file a noun; `server.web.routes` says which route leads here."""
