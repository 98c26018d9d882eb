"""Large instances in parts: cut, planned part by part next to the bookings of the others, put together."""
