/// Model: what a script describes — networks, ensembles, nodes, connections, probes — and the components they
/// are made of. A description; nothing runs here, and no random number is drawn at construction.
