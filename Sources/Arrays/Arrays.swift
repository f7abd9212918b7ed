/// Arrays: n-dimensional arrays with NumPy's rules, seeded random streams, linear algebra, `.npy`/`.npz`.
///
/// Imports nothing of ours and knows no neuron.
