/// Export: a network as a Python script for plain Nengo, with its arrays in an `.npz` beside it.
///
/// What is written follows from what there is already: the parameters of network objects from their tables
/// (`ParameterSpec`), components from their constructor arguments (`FrozenObject.arguments`), functions from the script
/// that defined them (`ScriptAuthor`). Networks of all kinds become plain ones, subnetworks `with` blocks. Everything is
/// worked out in memory; `ExportedScript.write` then writes both files or neither.
import Arrays
import Build
import Model

public enum Exporter {
  /// A network as a script.
  ///
  /// Without a simulator each object is written as its constructor: the same seeds give the same model. With one, the
  /// present encoders, gains, biases, decoders and weights are written, also those of probes; then functions that only
  /// decoders stand for are not needed.
  ///
  /// - Parameters:
  ///   - simulator: one that was built of `network` as it is.
  ///   - author: who knows the script behind the network.
  /// - Throws: a `ValueError` that names the object that has no form in plain Nengo, and why; a `ValidationError` for
  ///   learned parameters with one copy for each item of a minibatch.
  public static func script(
    of network: Network, from simulator: (any ParameterSource)? = nil, author: (any ScriptAuthor)? = nil
  ) throws -> ExportedScript {
    let page = ExportPage()
    let names = ObjectNames(network, author, page)
    let writer = ObjectWriter(
      values: ValueWriter(components: ComponentWriter(page: page, author: author), names: names),
      present: simulator.map { PresentSettings(simulator: $0, page: page) })
    let seed = network.seed ?? simulator?.model.seeds[.network(network)]
    let body = try NetworkWriter.text(network, seed: seed, writer)
    let probes = network.allProbes.compactMap { names[.probe($0)] }
    return ExportedScript(
      page: page, body: body, networkName: names[.network(network)] ?? "net", probes: probes,
      origin: ExportedScript.Origin(network, simulator))
  }
}
