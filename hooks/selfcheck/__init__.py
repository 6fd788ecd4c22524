"""Self-checks from YAML: validated content in, accessible HTML out. Nothing here knows the host that builds the site."""
