"""HTTP: routes, streams, sign-in, OpenAPI and pages."""
