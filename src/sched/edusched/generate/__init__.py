"""Made-up instances of real regions, each with a plan that meets everything owed."""
