"""What each verb would change. A plan is a function of the state: ``plan_VERB(connection, …) -> Plan``, without side effects
but for new texts, which are kept under their hash."""
