"""What lack of capacity costs at least: supply against need as a flow, and the cut that names why."""
