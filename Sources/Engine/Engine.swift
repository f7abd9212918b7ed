/// Engine: operators become a step program with a forward and an adjoint side, batched.
