"""Who may do what: every role, at every address, on pages in every state."""
