"""How the organisation head and the resolver's weights are made; ``models/README.md`` gives the commands."""
