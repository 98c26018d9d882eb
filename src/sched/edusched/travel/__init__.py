"""Geography: distances and travel times between the places of an instance."""
