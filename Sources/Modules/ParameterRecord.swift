import Language
import Model

/// What `sim.data[object]` gives for an ensemble or a connection: named parameters that belong to a model's object.
///
/// `print` and the prompt show such values as tables, with the object's own facts in the heading.
public protocol ParameterRecord: ShownAsCard {
  var owner: ModelObject { get }
}
