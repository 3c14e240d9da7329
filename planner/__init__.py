"""The coordinator's work: rules, use cases, storage. The whole product without a window; no Qt."""
