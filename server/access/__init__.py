"""Who may do what: roles and the one table, staff's accounts, and the machines of the halls."""
