/// Build: a description becomes seeds, parameters, decoders, and finally signals and operators.
