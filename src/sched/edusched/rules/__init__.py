"""The catalogue of rules, one page each. Start with ``contract`` and any page you like."""
