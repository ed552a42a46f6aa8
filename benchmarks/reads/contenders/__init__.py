"""Who answers the queries."""
