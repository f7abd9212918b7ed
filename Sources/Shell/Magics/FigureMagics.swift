import Language

/// `%matplotlib inline`: cells draw the figures that they leave open, as in a notebook. Other ways of drawing are
/// accepted: there is one.
let matplotlibMagic = Magic("matplotlib", .line, "inline: draw the figures that a cell leaves open") { call in
  if ["inline", "notebook", "widget", "ipympl"].contains(call.arguments) { call.session.drawsFiguresInline = true }
  return nil
}
