"""The index on a Typesense cluster, for a site that runs on several machines."""
